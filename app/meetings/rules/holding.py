"""Holding a meeting: who counts, whether it is quorate, when it can be ended and approved."""

from collections.abc import Iterable
from datetime import date, datetime

from app.core.refusals import Faults
from app.meetings.rules.kinds import Attendance, MemberRole, Outcome, State
from app.meetings.rules.planning import LONDON

Person = tuple[MemberRole, Attendance]


def members_present(people: Iterable[Person]) -> int:
    """How many members came; guests are welcome but do not count."""
    return sum(
        attendance is Attendance.PRESENT and role is not MemberRole.GUEST
        for role, attendance in people
    )


def is_quorate(present: int, quorum: int) -> bool:
    """True where enough members are there; a meeting without a quorum always is."""
    return present >= quorum


def quorum_words(present: int, quorum: int) -> str:
    """The quorum as a sentence; "" for meetings that have none."""
    if not quorum:
        return ""
    people = f"{present} {'member' if present == 1 else 'members'} present"
    if is_quorate(present, quorum):
        return f"Quorate: {people}, and the quorum is {quorum}."
    return (
        f"Not quorate: {people}, and the quorum is {quorum}."
        " Decisions need to be confirmed at the next quorate meeting."
    )


def check_finish(state: State, starts_at: datetime, now: datetime, people: Iterable[Person]) -> str:
    """Why a meeting cannot be ended yet, in a sentence; "" when it can."""
    if state is not State.PLANNED:
        return "The meeting was ended or cancelled already."
    if starts_at.astimezone(LONDON).date() > now.astimezone(LONDON).date():
        return "The meeting is still ahead. Move it if it was held earlier."
    if not any(attendance is Attendance.PRESENT for _, attendance in people):
        return "Record first who was there."
    return ""


def may_minute(state: State, approved_on: date | None) -> bool:
    """Whether minutes, attendance and decisions can still be written: until they are approved."""
    return state is not State.CANCELLED and approved_on is None


def is_carried(state: State, outcome: Outcome) -> bool:
    """Whether an item of a meeting that is over appears on the next agenda."""
    return state is State.CANCELLED or (state is State.HELD and outcome is not Outcome.DONE)


def check_approval(state: State, approved_on: date | None, held_on: date, on: date) -> Faults:
    """What keeps minutes from being approved on a day."""
    if state is not State.HELD or approved_on is not None:
        return [("on", "These minutes cannot be approved: they are already, or not written yet.")]
    if on < held_on:
        return [("on", "Minutes are approved on the day of the meeting or later.")]
    return []
