"""Holding a meeting: who came, minutes as they are typed, decisions, actions, end and approval."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Refused, refuse
from app.core.versions import put
from app.core.words import day
from app.journey import service as journey
from app.meetings import queries
from app.meetings.models import Attendee, Decision, ItemMinutes, Meeting
from app.meetings.queries import ItemRow, MeetingRow
from app.meetings.rules import (
    Attendance,
    MemberRole,
    Outcome,
    State,
    check_approval,
    check_finish,
    may_minute,
    members_present,
    quorum_words,
)
from app.meetings.service.planning import carry_to_next, planned
from app.meetings.service.refusals import ChangedMeanwhile, Overtaken

LONGEST_MINUTES, LONGEST_DECISION = 20_000, 2_000


def record_attendance(found: MeetingRow, given: Mapping[int, Attendance]) -> None:
    """Say who came, by number of the attendee. Raises ChangedMeanwhile once it is approved."""
    meeting = _open(found)
    rows = {row.id: row for row in _attendees(meeting.id)}
    changed = {n: a for n, a in given.items() if n in rows and rows[n].attendance != a.value}
    if not changed:
        return
    audit.because(
        "attendance recorded",
        summary=f"{found.kind.label} of {day(found.starts_at)}: attendance recorded.",
        site_id=found.site_id,
    )
    for number, attendance in changed.items():
        rows[number].attendance = attendance.value
    session().flush()


def add_guest(found: MeetingRow, name: str, organisation: str) -> None:
    """Record a guest who is there; the same guest once more changes nothing."""
    meeting = _open(found)
    named = (" ".join(name.split()), organisation.strip())
    known = _attendees(meeting.id)
    if any((row.name, row.organisation) == named for row in known):
        return
    audit.because(
        "attendance recorded",
        summary=f"{found.kind.label} of {day(found.starts_at)}: a guest came.",
        site_id=found.site_id,
    )
    session().add(
        Attendee(
            meeting_id=meeting.id,
            name=named[0],
            email="",
            role=MemberRole.GUEST.value,
            organisation=named[1],
            attendance=Attendance.PRESENT.value,
            position=len(known),
        )
    )
    session().flush()


def save_minutes(
    found: MeetingRow, item: ItemRow, text: str, outcome: Outcome, *, seen: int, by: int
) -> int:
    """Save the minutes of an item, finished or not; returns their new version.

    `seen` is the version the page showed (0: nothing saved yet). Saving the same once more changes
    nothing. Raises ChangedMeanwhile once the minutes are approved, and Overtaken.
    """
    _open(found, share=True)
    values = {"text": text, "outcome": outcome.value, "saved_by_id": by}
    version = put(ItemMinutes, {"item_id": item.id}, values, seen)
    if version is not None:
        return version
    theirs, become, their_version, saved_by = queries.minutes_of(item.id)
    if (theirs, become) == (text, outcome):
        return their_version
    raise Overtaken(theirs, become, their_version, saved_by)


def decide(found: MeetingRow, item: ItemRow, words: str, by: int) -> int:
    """Record a decision under an item and return its number; the same words once more change
    nothing. Raises Refused and ChangedMeanwhile."""
    _open(found)
    words = words.strip()
    if not words:
        raise Refused([("words", "Enter what was decided.")])
    for known in queries.decisions_at(found.id):
        if (known.item_id, known.words) == (item.id, words):
            return known.id
    audit.because(
        "decision recorded",
        summary=f"{found.kind.label} of {day(found.starts_at)}: decision recorded.",
        site_id=found.site_id,
    )
    row = Decision(item_id=item.id, words=words, entered_at=clock.now(), entered_by_id=by)
    session().add(row)
    session().flush()
    return row.id


def withdraw_decision(found: MeetingRow, decision_id: int) -> None:
    """Take back a decision that was recorded in error, until the minutes are approved."""
    _open(found)
    if decision_id not in {one.id for one in queries.decisions_at(found.id)}:
        return
    audit.because(
        "decision withdrawn",
        summary=f"{found.kind.label} of {day(found.starts_at)}: decision taken out again.",
        site_id=found.site_id,
    )
    session().delete(session().get_one(Decision, decision_id))
    session().flush()


def finish(found: MeetingRow, version: int) -> int:
    """End a meeting: it was held, its milestone is complete, what was left open goes to the next
    planned meeting of the group. Returns how many items that were.

    Raises Refused with the reason when it cannot be ended yet, and ChangedMeanwhile.
    """
    meeting = planned(found, version)
    people = [(one.role, one.attendance) for one in queries.people_at(found.id)]
    why_not = check_finish(State(meeting.state), meeting.starts_at, clock.now(), people)
    if why_not:
        raise Refused([("", why_not)])
    said = quorum_words(members_present(people), found.quorum)
    audit.because(
        "meeting held",
        summary=f"{found.kind.label}: meeting held on {day(found.starts_at)}. {said}".strip(),
        site_id=found.site_id,
    )
    meeting.state = State.HELD.value
    session().flush()
    carried = carry_to_next(meeting)
    if found.kind.completes:
        note = f"{found.title}, held on {day(found.starts_at)}."
        journey.complete(found.site_id, by=found.kind.completes, on=found.on, note=note)
    return carried


def approve(
    found: MeetingRow, on: date, at: MeetingRow | None, corrections: str, version: int
) -> None:
    """Approve the minutes, at a later meeting of the group or on a day; nothing can be changed
    afterwards. Raises Refused and ChangedMeanwhile."""
    meeting = session().get_one(Meeting, found.id, with_for_update=True)
    if meeting.version != version:
        raise ChangedMeanwhile
    refuse(check_approval(State(meeting.state), meeting.approved_on, found.on, on))
    if on > clock.today():
        raise Refused([("on", "The day of the approval must be today or in the past.")])
    audit.because(
        "minutes approved",
        summary=f"{found.kind.label} of {day(found.starts_at)}: minutes approved on {day(on)}"
        + (", with corrections." if corrections.strip() else "."),
        site_id=found.site_id,
    )
    meeting.approved_on, meeting.approved_at_id = on, at.id if at else None
    meeting.corrections = corrections.strip()
    session().flush()


def _open(found: MeetingRow, *, share: bool = False) -> Meeting:
    """The meeting, locked, while things can be written about it."""
    lock = {"read": True} if share else True
    meeting = session().get_one(Meeting, found.id, with_for_update=lock, populate_existing=True)
    if not may_minute(State(meeting.state), meeting.approved_on):
        raise ChangedMeanwhile
    return meeting


def _attendees(meeting_id: int) -> list[Attendee]:
    return list(session().scalars(select(Attendee).where(Attendee.meeting_id == meeting_id)))
