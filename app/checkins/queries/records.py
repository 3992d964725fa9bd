"""Reads about notes of calls: what is typed so far, what was saved, what was not held.

What only the NSPCC reads is never part of a `Note`: it has a read of its own, `private_words`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.checkins.models import (
    CallCode,
    CallDraft,
    CallMiss,
    CallPerson,
    CallRecord,
    CheckInCall,
)
from app.checkins.queries.calls import CallRow
from app.checkins.rules import (
    BARRIERS,
    CONFIDENCE,
    FACILITATORS,
    GUESTS,
    MINUTES,
    PRIVATE,
    TAKEN_PART,
    CallState,
    Mark,
    MissReason,
    Section,
    mark_of,
)
from app.core.db import session
from app.plans.rules import Barrier, Code, Facilitator, in_order

_Later = aliased(CallRecord)


@dataclass(frozen=True)
class Note:
    """The shared part of the note of a call, as it stands after `number` - 1 corrections.

    `people` are names of the site's people who took part; `codes` barriers and facilitators.
    """

    id: int
    call_id: int
    number: int
    held_on: date
    minutes: int
    people: tuple[tuple[int, str], ...]
    guests: str
    sections: Mapping[Section, str]
    codes: tuple[Code, ...]
    confidence: int | None
    unbooked: str
    reason: str
    written_by: str
    written_at: datetime

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        """What stands in the way."""
        return tuple(code for code in self.codes if isinstance(code, Barrier))

    @property
    def facilitators(self) -> tuple[Facilitator, ...]:
        """What helps."""
        return tuple(code for code in self.codes if isinstance(code, Facilitator))

    @property
    def written(self) -> list[tuple[Section, str]]:
        """The sections that hold something, in the order of the agenda."""
        return [(one, self.sections[one]) for one in Section if self.sections[one]]

    @property
    def who(self) -> str:
        """Who took part from the authority, in words."""
        return ", ".join([*(name for _, name in self.people), *([self.guests] * bool(self.guests))])


@dataclass(frozen=True)
class Kept:
    """One field as it is kept so far, and by whom (0: nobody typed in it yet)."""

    words: str
    version: int
    by: int

    @property
    def mark(self) -> Mark:
        """What somebody who sees this has seen."""
        return mark_of(self.version, self.words)


@dataclass(frozen=True)
class Miss:
    """Why a call was not held."""

    reason: MissReason
    words: str
    unbooked: str
    by: str
    at: datetime


def note_of(site_id: int, call_id: int) -> Note | None:
    """The note of a call of this site as it stands; None while there is none."""
    found = _notes(CheckInCall.site_id == site_id, CallRecord.call_id == call_id)
    return found[0] if found else None


def earlier_notes(site_id: int, call_id: int) -> list[Note]:
    """The versions of a note that were corrected since, the latest first."""
    wanted = (CheckInCall.site_id == site_id, CallRecord.call_id == call_id)
    return _notes(*wanted, newest=False)[1:]


def notes_of(site_id: int, limit: int | None = None) -> list[Note]:
    """The notes of a site's calls as they stand, the latest call first; three statements."""
    return _notes(CheckInCall.site_id == site_id, limit=limit)


def notes_before(call: CallRow, limit: int) -> list[Note]:
    """The notes of so many calls held before this one, the latest first; three statements."""
    before = (CheckInCall.site_id == call.site_id, CheckInCall.starts_at < call.starts_at)
    return _notes(*before, limit=limit)


def note_before(call: CallRow) -> Note | None:
    """The note of the call held before this one; None for a site's first."""
    return next(iter(notes_before(call, 1)), None)


def last_held_on(site_ids: Collection[int]) -> dict[int, date]:
    """The day each of these sites last had a call; sites without one are left out."""
    rows = session().execute(
        select(CheckInCall.site_id, func.max(CallRecord.held_on))
        .join(CallRecord, CallRecord.call_id == CheckInCall.id)
        .where(CheckInCall.site_id.in_(site_ids), CheckInCall.state == CallState.HELD)
        .group_by(CheckInCall.site_id)
    )
    return {site_id: on for site_id, on in rows}


def last_confidence(site_ids: Collection[int]) -> dict[int, tuple[int, date]]:
    """What each of these sites last said of how sure it is that it will last, 1 to 10, and on which
    day; sites that never did are left out. One statement."""
    later = (_Later.call_id == CallRecord.call_id, _Later.number > CallRecord.number)
    place = func.row_number().over(
        partition_by=CheckInCall.site_id, order_by=CheckInCall.starts_at.desc()
    )
    given = (
        select(CheckInCall.site_id, CallRecord.confidence, CallRecord.held_on, place.label("place"))
        .join(CallRecord, CallRecord.call_id == CheckInCall.id)
        .where(CheckInCall.site_id.in_(site_ids), CallRecord.confidence.is_not(None))
        .where(~select(_Later.id).where(*later).exists())
        .subquery()
    )
    chosen = select(given.c.site_id, given.c.confidence, given.c.held_on).where(given.c.place == 1)
    return {site_id: (said, on) for site_id, said, on in session().execute(chosen)}


def private_words(call_id: int, number: int) -> str:
    """What only the NSPCC reads of a version of a note; never hand it to anybody else."""
    wanted = (CallRecord.call_id == call_id, CallRecord.number == number)
    return session().scalar(select(CallRecord.nspcc_only).where(*wanted)) or ""


def drafts_of(call_id: int) -> dict[str, Kept]:
    """What was typed and not saved for good yet, by field. Read by the NSPCC only."""
    rows = session().execute(
        select(CallDraft.field, CallDraft.words, CallDraft.version, CallDraft.saved_by_id).where(
            CallDraft.call_id == call_id
        )
    )
    return {field: Kept(words, version, by) for field, words, version, by in rows}


def kept_fields(call: CallRow, note: Note | None) -> dict[str, Kept]:
    """Every field of a note as it stands, what only the NSPCC reads among them: what is being
    typed, else what was saved; at most two statements beside those for `note`."""
    found = {MINUTES: Kept(str(note.minutes if note else call.minutes), 0, 0)}
    if note is not None:
        saved = {
            TAKEN_PART: " ".join(sorted(str(number) for number, _ in note.people)),
            GUESTS: note.guests,
            **{section.value: words for section, words in note.sections.items()},
            BARRIERS: " ".join(code.value for code in note.barriers),
            FACILITATORS: " ".join(code.value for code in note.facilitators),
            CONFIDENCE: str(note.confidence or ""),
            PRIVATE: private_words(call.id, note.number),
        }
        found |= {field: Kept(words, 0, 0) for field, words in saved.items()}
    return found | drafts_of(call.id)


def misses_of(call_ids: Collection[int]) -> dict[int, Miss]:
    """Why these calls were not held; calls that were are left out."""
    rows = session().execute(
        select(CallMiss, Person.name)
        .join(Person, Person.id == CallMiss.entered_by_id)
        .where(CallMiss.call_id.in_(call_ids))
    )
    return {
        one.call_id: Miss(MissReason(one.reason), one.words, one.unbooked, by, one.entered_at)
        for one, by in rows
    }


def _notes(
    *wanted: ColumnElement[bool], newest: bool = True, limit: int | None = None
) -> list[Note]:
    chosen = (
        select(CallRecord, Person.name)
        .join(CheckInCall, CheckInCall.id == CallRecord.call_id)
        .join(Person, Person.id == CallRecord.written_by_id)
        .where(*wanted)
        .order_by(CheckInCall.starts_at.desc(), CallRecord.number.desc())
        .limit(limit)
    )
    if newest:
        later = (_Later.call_id == CallRecord.call_id, _Later.number > CallRecord.number)
        chosen = chosen.where(~select(_Later.id).where(*later).exists())
    rows = session().execute(chosen).all()
    numbers = [one.id for one, _ in rows]
    people, codes = _people(numbers), _codes(numbers)
    return [_note(one, by, people.get(one.id, ()), codes.get(one.id, [])) for one, by in rows]


def _note(one: CallRecord, by: str, people: tuple[tuple[int, str], ...], codes: list[str]) -> Note:
    return Note(
        id=one.id,
        call_id=one.call_id,
        number=one.number,
        held_on=one.held_on,
        minutes=one.minutes,
        people=people,
        guests=one.guests,
        sections={section: getattr(one, section.value) for section in Section},
        codes=in_order(codes),
        confidence=one.confidence,
        unbooked=one.unbooked,
        reason=one.reason,
        written_by=by,
        written_at=one.written_at,
    )


def _people(numbers: Collection[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    if numbers:
        rows = session().execute(
            select(CallPerson.record_id, Person.id, Person.name)
            .join(Person, Person.id == CallPerson.person_id)
            .where(CallPerson.record_id.in_(numbers))
            .order_by(Person.name)
        )
        for record_id, person_id, name in rows:
            found[record_id] = (*found.get(record_id, ()), (person_id, name))
    return found


def _codes(numbers: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if numbers:
        rows = session().execute(
            select(CallCode.record_id, CallCode.code).where(CallCode.record_id.in_(numbers))
        )
        for record_id, code in rows:
            found.setdefault(record_id, []).append(code)
    return found
