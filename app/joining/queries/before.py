"""Reads of what comes before the contract at one site."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.joining.models import Contact, Conversation, Decision, Enquiry
from app.joining.rules import Answer, Aspect, ContactKind, Way

_ASKER = aliased(Person)


@dataclass(frozen=True)
class Entered:
    """When and by whom something was entered."""

    at: datetime
    by: str | None


@dataclass(frozen=True)
class EnquiryRow:
    """The enquiry of a site; `internal` is "" for readers who may not see it."""

    asked_on: date
    way: Way
    post: str
    asked_by_id: int | None
    asked_by: str | None
    wanted: str
    answered_on: date | None
    internal: str
    version: int
    entered: Entered


@dataclass(frozen=True)
class ContactRow:
    """One contact before the contract."""

    id: int
    on: date
    kind: ContactKind
    people: int | None
    posts: str
    words: str
    version: int
    entered: Entered


@dataclass(frozen=True)
class Said:
    """What was said about need, fit or capacity; the score is 1 to 5 or None."""

    aspect: Aspect
    words: str
    score: int | None


@dataclass(frozen=True)
class ConversationRow:
    """One strategic conversation; `internal` is "" for readers who may not see it."""

    id: int
    held_on: date
    posts: str
    said: tuple[Said, ...]
    agreed: str
    next_step: str
    next_on: date | None
    internal: str
    version: int
    entered: Entered


@dataclass(frozen=True)
class DecisionRow:
    """What the authority decided about exploring."""

    decided_on: date
    answer: Answer
    until: date | None
    post: str
    reason: str
    entered: Entered


def enquiry_row(site_id: int) -> Enquiry | None:
    """The kept row itself, as the database has it now, for whoever writes."""
    found = session().scalars(
        select(Enquiry).where(Enquiry.site_id == site_id).execution_options(populate_existing=True)
    )
    return found.first()


def enquiry(site_id: int, *, internal: bool) -> EnquiryRow | None:
    """The enquiry of a site; `internal`: with the note for the NSPCC alone."""
    row = (
        session()
        .execute(
            select(Enquiry, Person.name, _ASKER.name.label("asker"))
            .outerjoin(Person, Person.id == Enquiry.entered_by_id)
            .outerjoin(_ASKER, _ASKER.id == Enquiry.asked_by_id)
            .where(Enquiry.site_id == site_id)
        )
        .first()
    )
    if row is None:
        return None
    kept: Enquiry = row[0]
    return EnquiryRow(
        asked_on=kept.asked_on,
        way=Way(kept.way),
        post=kept.post,
        asked_by_id=kept.asked_by_id,
        asked_by=row.asker,
        wanted=kept.wanted,
        answered_on=kept.answered_on,
        internal=kept.internal if internal else "",
        version=kept.version,
        entered=Entered(kept.entered_at, row.name),
    )


def contacts(site_id: int) -> list[ContactRow]:
    """Every contact of a site before its contract, newest first."""
    rows = session().execute(
        select(Contact, Person.name)
        .outerjoin(Person, Person.id == Contact.entered_by_id)
        .where(Contact.site_id == site_id)
        .order_by(Contact.on.desc(), Contact.id.desc())
    )
    return [
        ContactRow(
            kept.id,
            kept.on,
            ContactKind(kept.kind),
            kept.people,
            kept.posts,
            kept.words,
            kept.version,
            Entered(kept.entered_at, name),
        )
        for kept, name in rows
    ]


def contact(site_id: int, contact_id: int) -> ContactRow | None:
    """One contact of this site; None when there is none with this number here."""
    return next((one for one in contacts(site_id) if one.id == contact_id), None)


def conversations(site_id: int, *, internal: bool) -> list[ConversationRow]:
    """Every strategic conversation of a site, newest first."""
    rows = session().execute(
        select(Conversation, Person.name)
        .outerjoin(Person, Person.id == Conversation.entered_by_id)
        .where(Conversation.site_id == site_id)
        .order_by(Conversation.held_on.desc(), Conversation.id.desc())
    )
    return [
        ConversationRow(
            id=kept.id,
            held_on=kept.held_on,
            posts=kept.posts,
            said=(
                Said(Aspect.NEED, kept.need, kept.need_score),
                Said(Aspect.FIT, kept.fit, kept.fit_score),
                Said(Aspect.CAPACITY, kept.capacity, kept.capacity_score),
            ),
            agreed=kept.agreed,
            next_step=kept.next_step,
            next_on=kept.next_on,
            internal=kept.internal if internal else "",
            version=kept.version,
            entered=Entered(kept.entered_at, name),
        )
        for kept, name in rows
    ]


def conversation(site_id: int, number: int, *, internal: bool) -> ConversationRow | None:
    """One conversation of this site; None when there is none with this number here."""
    found = conversations(site_id, internal=internal)
    return next((one for one in found if one.id == number), None)


def decisions(site_id: int) -> list[DecisionRow]:
    """What the authority decided about exploring, newest first: the first counts."""
    rows = session().execute(
        select(Decision, Person.name)
        .outerjoin(Person, Person.id == Decision.entered_by_id)
        .where(Decision.site_id == site_id)
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
    )
    return [
        DecisionRow(
            kept.decided_on,
            Answer(kept.answer),
            kept.until,
            kept.post,
            kept.reason,
            Entered(kept.entered_at, name),
        )
        for kept, name in rows
    ]
