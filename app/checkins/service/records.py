"""Writing up a call: kept as it is typed, saved with the next call, corrected, not held."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from app.checkins import queries
from app.checkins.models import (
    CallCode,
    CallDraft,
    CallMiss,
    CallPerson,
    CallRecord,
    CheckInCall,
)
from app.checkins.queries import CallRow, Kept
from app.checkins.rules import (
    BARRIERS,
    CONFIDENCE,
    FACILITATORS,
    GUESTS,
    MINUTES,
    PRIVATE,
    TAKEN_PART,
    Booking,
    CallState,
    Fate,
    Mark,
    MissReason,
    Section,
    check_note,
    fate,
    mark_of,
    may_miss,
    may_record,
    tidy,
)
from app.checkins.service.booking import ChangedMeanwhile, SiteName, book
from app.core import audit, clock, outbox
from app.core.clock import in_london
from app.core.db import session
from app.core.versions import put
from app.core.words import day
from app.sites import queries as sites

Faults = list[tuple[str, str]]


class Overtaken(Exception):
    """Somebody else wrote something else into these fields meanwhile."""

    def __init__(self, theirs: Mapping[str, Kept]) -> None:
        super().__init__("Somebody else wrote into the same field meanwhile.")
        self.theirs = theirs


class Refused(Exception):
    """What cannot be saved yet: (field, what to do)."""

    def __init__(self, faults: Faults) -> None:
        super().__init__("; ".join(message for _, message in faults))
        self.faults = faults


@dataclass(frozen=True)
class Next:
    """The next call: a booking, or why there is none (both empty: one is booked already)."""

    booking: Booking | None = None
    why_not: str = ""


def kept_fields(call: CallRow) -> dict[str, Kept]:
    """Every field of a note as it stands: what is being typed, else what was saved."""
    note = queries.note_of(call.site_id, call.id)
    found = {MINUTES: Kept(str(note.minutes if note else call.minutes), 0, 0)}
    if note is not None:
        saved = {
            TAKEN_PART: " ".join(str(number) for number, _ in note.people),
            GUESTS: note.guests,
            **{section.value: words for section, words in note.sections.items()},
            BARRIERS: " ".join(code.value for code in note.barriers),
            FACILITATORS: " ".join(code.value for code in note.facilitators),
            CONFIDENCE: str(note.confidence or ""),
            PRIVATE: queries.private_words(call.id, note.number),
        }
        found |= {field: Kept(words, 0, 0) for field, words in saved.items()}
    return found | queries.drafts_of(call.id)


def keep(call: CallRow, typed: Mapping[str, str], seen: Mapping[str, Mark], by: int) -> list[Mark]:
    """Keep fields as they are typed; returns the mark of each as it now stands.

    `seen` says what the page showed. Raises Overtaken with those fields into which somebody else
    wrote something else, and ChangedMeanwhile where the call was cancelled or is still ahead.
    """
    _open(call)
    kept, theirs, marks = kept_fields(call), {}, []
    for field, raw in typed.items():
        words, stands = tidy(raw), kept.get(field, Kept("", 0, 0))
        what = fate(stands.words, stands.version, seen[field], words)
        mark = stands.mark
        if what is Fate.WRITE:
            values = {"words": words, "saved_by_id": by}
            version = put(
                CallDraft, {"call_id": call.id, "field": field}, values, seen[field].version
            )
            what, mark = (
                (Fate.CONFLICT, mark) if version is None else (what, mark_of(version, words))
            )
        if what is Fate.CONFLICT:
            theirs[field] = queries.drafts_of(call.id).get(field, stands)
        marks.append(mark)
    if theirs:
        raise Overtaken(theirs)
    return marks


def save_note(site: SiteName, call: CallRow, after: Next, reason: str, by: int) -> int:
    """Save for good what was typed, and book the next call; returns the number of this version.

    The call counts as held. The authority's contacts get the shared part by mail. Raises Refused,
    ChangedMeanwhile, and AlreadyBooked when a call is planned at the moment of the next one.
    """
    row = _open(call)
    fields = {field: one.words for field, one in kept_fields(call).items()}
    before = queries.note_of(call.site_id, call.id)
    _check(fields, is_correction=before is not None, reason=reason)
    number = before.number + 1 if before else 1
    _explain(call, fields, number, reason)
    if row.state != CallState.HELD:
        session().execute(delete(CallMiss).where(CallMiss.call_id == call.id))
        row.state = CallState.HELD
    unbooked = before.unbooked if before else tidy(after.why_not)
    record = _record(call, number, fields, by)
    record.unbooked, record.reason = unbooked, tidy(reason)
    session().add(record)
    session().flush()
    _attach(record, fields)
    session().execute(delete(CallDraft).where(CallDraft.call_id == call.id))
    if after.booking is not None:
        book(site, after.booking, by)
    _tell(site, call, number)
    return number


def miss(site: SiteName, call: CallRow, why: MissReason, words: str, by: int, after: Next) -> None:
    """Record that a call was not held, and why, and book the next; what was typed of a note is
    dropped. Raises ChangedMeanwhile when it was written up, moved or cancelled meanwhile, and
    AlreadyBooked."""
    row = session().get_one(CheckInCall, call.id, with_for_update=True, populate_existing=True)
    if row.version != call.version or not may_miss(
        CallState(row.state), row.starts_at, clock.now()
    ):
        raise ChangedMeanwhile
    audit.because(
        "call missed",
        summary=f"Check-in call of {day(call.starts_at)} was not held: {why.label}.",
        site_id=site.id,
        reason=tidy(words),
    )
    row.state = CallState.MISSED
    session().add(
        CallMiss(
            call_id=call.id,
            reason=why.value,
            words=tidy(words),
            unbooked=tidy(after.why_not),
            entered_by_id=by,
            entered_at=clock.now(),
        )
    )
    session().execute(delete(CallDraft).where(CallDraft.call_id == call.id))
    session().flush()
    if after.booking is not None:
        book(site, after.booking, by)


def _open(call: CallRow) -> CheckInCall:
    """The call, locked, while it can be written up."""
    row = session().get_one(CheckInCall, call.id, with_for_update=True, populate_existing=True)
    if not may_record(CallState(row.state), row.starts_at, clock.now()):
        raise ChangedMeanwhile
    return row


def _check(fields: Mapping[str, str], *, is_correction: bool, reason: str) -> None:
    faults = check_note(fields)
    if is_correction and not tidy(reason):
        faults.append(("reason", "Say in a few words what is put right."))
    if faults:
        raise Refused(faults)


def _explain(call: CallRow, fields: Mapping[str, str], number: int, reason: str) -> None:
    confidence = fields.get(CONFIDENCE)
    said = f" Confidence that it will last: {confidence} of 10." if confidence else ""
    what = "note corrected" if number > 1 else "held"
    audit.because(
        "call recorded",
        summary=f"Check-in call of {day(call.starts_at)}: {what}.{said}",
        site_id=call.site_id,
        reason=tidy(reason),
    )


def _record(call: CallRow, number: int, fields: Mapping[str, str], by: int) -> CallRecord:
    confidence = fields.get(CONFIDENCE)
    return CallRecord(
        call_id=call.id,
        number=number,
        held_on=in_london(call.starts_at).date(),
        minutes=int(fields[MINUTES]),
        guests=fields.get(GUESTS, ""),
        **{section.value: fields.get(section.value, "") for section in Section},
        confidence=int(confidence) if confidence else None,
        nspcc_only=fields.get(PRIVATE, ""),
        written_by_id=by,
        written_at=clock.now(),
    )


def _attach(record: CallRecord, fields: Mapping[str, str]) -> None:
    """Who took part and what was named."""
    people = fields.get(TAKEN_PART, "").split()
    codes = f"{fields.get(BARRIERS, '')} {fields.get(FACILITATORS, '')}".split()
    session().add_all(CallPerson(record_id=record.id, person_id=int(one)) for one in people)
    session().add_all(CallCode(record_id=record.id, code=code) for code in codes)
    session().flush()


def _tell(site: SiteName, call: CallRow, number: int) -> None:
    """Send the shared part to the authority's contacts; replies reach the NSPCC's lead."""
    note = queries.note_of(site.id, call.id)
    people = sites.contacts(site.id)
    reply_to = next((one.email for one in people if one.is_nspcc), None)
    for one in people:
        if not one.is_nspcc:
            outbox.queue(
                "checkins_note",
                outbox.Recipient(one.email, one.person_id, one.name),
                {"call": call, "site": site, "note": note},
                key=f"call-note:{call.id}:{number}:{one.person_id}",
                site_id=site.id,
                reply_to=reply_to,
            )
