"""Writing up a call: kept as it is typed, saved with the next call, corrected, not held."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from app.checkins import queries
from app.checkins.models import CallCode, CallDraft, CallMiss, CallPerson, CallRecord, CheckInCall
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
from app.core.inserting import insert_for
from app.core.refusals import Refused
from app.core.words import day
from app.notices import service as notices
from app.notices.rules import Kind
from app.plans.queries import by_origin
from app.sites import queries as sites


class Overtaken(Exception):
    """Somebody else wrote something else into these fields meanwhile."""

    def __init__(self, theirs: Mapping[str, Kept]) -> None:
        super().__init__("Somebody else wrote into the same field meanwhile.")
        self.theirs = theirs


@dataclass(frozen=True)
class Next:
    """The next call: a booking, or why there is none (both empty: one is booked already)."""

    booking: Booking | None = None
    why_not: str = ""


def keep(call: CallRow, typed: Mapping[str, str], seen: Mapping[str, Mark], by: int) -> list[Mark]:
    """Keep fields as they are typed; returns the mark of each as it now stands.

    `seen` says what the page showed. Raises Overtaken with those fields into which somebody else
    wrote something else, and ChangedMeanwhile where the call was cancelled or is still ahead.
    """
    _open(call)  # one after the other: what is compared here is still so when it is written
    kept = queries.kept_fields(call, queries.note_of(call.site_id, call.id))
    words = {field: tidy(raw) for field, raw in typed.items()}
    stands = {field: kept.get(field, Kept("", 0, 0)) for field in words}
    fates = {
        field: fate(stands[field].words, stands[field].version, seen[field], words[field])
        for field in words
    }
    theirs = {field: stands[field] for field, what in fates.items() if what is Fate.CONFLICT}
    if theirs:
        raise Overtaken(theirs)
    new = {field: words[field] for field, what in fates.items() if what is Fate.WRITE}
    _write(call.id, new, by)
    return [
        mark_of(stands[field].version + 1, new[field]) if field in new else stands[field].mark
        for field in words
    ]


def save_note(site: SiteName, call: CallRow, after: Next, reason: str, by: int) -> int:
    """Save for good what was typed, and book the next call; returns the number of this version.

    The call counts as held. The authority's contacts get the shared part by mail. Raises Refused,
    ChangedMeanwhile, and AlreadyBooked when a call is planned at the moment of the next one.
    """
    row = _open(call)
    before = queries.note_of(call.site_id, call.id)
    fields = {field: one.words for field, one in queries.kept_fields(call, before).items()}
    _check(fields, is_correction=before is not None, reason=reason)
    number = before.number + 1 if before else 1
    _explain(call, fields, number, reason)
    if row.state != CallState.HELD:
        row.state = CallState.HELD
        if (missed := session().get(CallMiss, call.id)) is not None:
            session().delete(missed)
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


def _write(call_id: int, words: Mapping[str, str], by: int) -> None:
    """Insert or change these fields of a draft; the call is locked."""
    if not words:
        return
    current, now = session(), clock.now()
    rows = [
        {
            "call_id": call_id,
            "field": field,
            "words": typed,
            "saved_by_id": by,
            "version": 1,
            "first_saved_at": now,
            "saved_at": now,
        }
        for field, typed in words.items()
    ]
    made = insert_for(current)(CallDraft).values(rows)
    new: dict[str, Any] = {
        name: made.excluded[name] for name in ("words", "saved_by_id", "saved_at")
    }
    new["version"] = CallDraft.version + 1
    current.execute(made.on_conflict_do_update(index_elements=["call_id", "field"], set_=new))


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
    note, people = queries.note_of(site.id, call.id), sites.contacts(site.id)
    actions = by_origin(site.id, "call", [call.id])
    path = f"/sites/{site.slug}/check-ins/{call.id}"
    reply_to = next((one.email for one in people if one.is_nspcc), None)
    for one in people:
        if not one.is_nspcc:
            notices.write(
                "checkins_note",
                outbox.Recipient(one.email, one.person_id, one.name),
                {"call": call, "site": site, "note": note, "actions": actions},
                kind=Kind.CALLS,
                path=path,
                key=f"call-note:{call.id}:{number}:{one.person_id}",
                site_id=site.id,
                reply_to=reply_to,
            )
