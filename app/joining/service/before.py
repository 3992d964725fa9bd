"""Writes before the contract: the enquiry, contacts, conversations, decisions.

No summary repeats what was said: the trail outlives a correction.
"""

from typing import Any, TypeVar

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Faults, refuse
from app.core.words import day
from app.joining.models import Contact, Conversation, Decision, Enquiry
from app.joining.queries.before import enquiry_row
from app.joining.rules import (
    Answer,
    Aspect,
    ContactEntry,
    ContactKind,
    ConversationEntry,
    DecisionEntry,
    EnquiryEntry,
    Way,
    check_contact,
    check_conversation,
    check_decision,
    check_enquiry,
    one_line,
)
from app.joining.service.holding import check_version, hold
from app.journey import service as journey
from app.journey.rules import CompletedBy
from app.sites import queries as sites

Record = TypeVar("Record", Contact, Conversation)


def record_enquiry(site_id: int, entry: EnquiryEntry, version: int) -> None:
    """Enter or correct the enquiry of a site; `version` is the one seen, 0 where there was none.

    Raises `Refused`, `ChangedMeanwhile`.
    """
    hold(site_id)
    kept = enquiry_row(site_id)
    if kept is not None:
        check_version(kept.version, version, mine=_asked(entry), theirs=_asked_row(kept))
    refuse(check_enquiry(entry, clock.today()) + _check_asker(site_id, entry, kept))
    new = kept is None
    audit.because(
        "enquiry entered" if new else "enquiry corrected",
        summary=f"Enquiry of {day(entry.asked_on)} {'entered' if new else 'corrected'}.",
        site_id=site_id,
    )
    if kept is None:
        kept = Enquiry(site_id=site_id, **_entered())
        session().add(kept)
    _write(kept, entry, lines=("post",))
    session().flush()


def _check_asker(site_id: int, entry: EnquiryEntry, kept: Enquiry | None) -> Faults:
    """Whoever asked has an account at the site, or was entered when they had one."""
    before = kept.asked_by_id if kept else None
    if entry.asked_by_id in (None, before):
        return []
    if entry.asked_by_id in {one.person_id for one in sites.people_of(site_id)}:
        return []
    return [("asked_by_id", "Choose somebody who belongs to this site, or nobody")]


def add_contact(site_id: int, entry: ContactEntry) -> int:
    """Enter a contact; returns its number. Raises `Refused`."""
    hold(site_id)
    refuse(check_contact(entry, clock.today()))
    audit.because("contact entered", summary=_contact_words(entry), site_id=site_id)
    kept = Contact(site_id=site_id, **_entered())
    session().add(kept)
    _write(kept, entry, lines=("posts",))
    session().flush()
    return kept.id


def change_contact(site_id: int, contact_id: int, entry: ContactEntry, version: int) -> None:
    """Correct a contact. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    hold(site_id)
    kept = _found(Contact, site_id, contact_id)
    check_version(
        kept.version,
        version,
        mine=(day(entry.on), entry.posts, entry.words),
        theirs=(day(kept.on), kept.posts, kept.words),
    )
    refuse(check_contact(entry, clock.today()))
    audit.because("contact corrected", summary=_contact_words(entry), site_id=site_id)
    _write(kept, entry, lines=("posts",))
    session().flush()


def add_conversation(site_id: int, entry: ConversationEntry) -> int:
    """Enter a strategic conversation and complete its milestone; returns its number.

    Raises `Refused`.
    """
    hold(site_id)
    refuse(check_conversation(entry, clock.today()))
    audit.because(
        "conversation held",
        summary=f"Strategic conversation of {day(entry.held_on)} entered.",
        site_id=site_id,
    )
    kept = Conversation(site_id=site_id, **_entered())
    session().add(kept)
    _write(kept, entry, lines=("posts", "next_step"))
    session().flush()
    note = f"The conversation of {day(kept.held_on)}, recorded under Joining."
    journey.complete(site_id, CompletedBy.CONVERSATION_HELD, kept.held_on, note)
    return kept.id


def change_conversation(
    site_id: int, conversation_id: int, entry: ConversationEntry, version: int
) -> None:
    """Correct a conversation. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    hold(site_id)
    kept = _found(Conversation, site_id, conversation_id)
    check_version(kept.version, version, mine=_talked(entry), theirs=_talked(kept))
    refuse(check_conversation(entry, clock.today()))
    audit.because(
        "conversation corrected",
        summary=f"Record of the strategic conversation of {day(entry.held_on)} corrected.",
        site_id=site_id,
    )
    _write(kept, entry, lines=("posts", "next_step"))
    session().flush()


def add_decision(site_id: int, entry: DecisionEntry) -> int:
    """Enter what the authority decided; earlier decisions stay. Raises `Refused`."""
    hold(site_id)
    refuse(check_decision(entry, clock.today()))
    answer = Answer(entry.answer)
    until = f" until {day(entry.until)}" if answer is Answer.NOT_NOW else ""
    audit.because(
        "decision to explore",
        summary=f"Decision to explore on {day(entry.decided_on)}: {answer.label.lower()}{until}.",
        site_id=site_id,
    )
    kept = Decision(site_id=site_id, **_entered())
    session().add(kept)
    _write(kept, entry, lines=("post",))
    if answer is not Answer.NOT_NOW:
        kept.until = None
    session().flush()
    return kept.id


def _entered() -> dict[str, Any]:
    """When and by whom something is entered, apart from when it happened."""
    return {"entered_at": clock.now(), "entered_by_id": audit.who_acts().actor_id}


def _write(kept: Any, entry: Any, lines: tuple[str, ...]) -> None:
    """Put what was typed into the row; `lines` are the fields of one line."""
    for name, value in vars(entry).items():
        if isinstance(value, str):
            value = one_line(value) if name in lines else value.strip()
        setattr(kept, name, value)


def _found(model: type[Record], site_id: int, number: int) -> Record:
    found = session().get(model, number, populate_existing=True)
    if found is None or found.site_id != site_id:
        raise LookupError(f"There is no such record with the number {number} at this site.")
    return found


def _contact_words(entry: ContactEntry) -> str:
    return f"Contact on {day(entry.on)}: {ContactKind(entry.kind).label}."


def _asked(entry: EnquiryEntry) -> tuple[str, ...]:
    return day(entry.asked_on), entry.way, entry.post, entry.wanted, entry.internal


def _asked_row(kept: Enquiry) -> tuple[str, ...]:
    return day(kept.asked_on), Way(kept.way).label, kept.post, kept.wanted, kept.internal


def _talked(found: ConversationEntry | Conversation) -> tuple[str, ...]:
    said = [f"{one.label}: {getattr(found, one.value)}" for one in Aspect]
    return day(found.held_on), found.posts, *said, found.agreed, found.next_step, found.internal
