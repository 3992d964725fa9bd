"""How moves of planned dates read: what hangs on a milestone, history, previews of a new plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.words import day
from app.journey.queries import MilestoneRow, MoveRow
from app.journey.rules import Shift, hanging_on, weeks_apart, with_the_same_shift
from app.journey.showing import later_words


@dataclass(frozen=True)
class Follower:
    """An open milestone that hangs on another, and where it would come to lie."""

    code: str
    words: str


def followers(row: MilestoneRow, rows: Sequence[MilestoneRow], new_on: date) -> list[Follower]:
    """What hangs on a milestone and could move with it; `rows` are all milestones of the site."""
    hanging = frozenset(hanging_on(row.code, [other.template for other in rows]))
    dates = {
        other.code: other.planned_on
        for other in rows
        if other.code in hanging and other.status.is_open and other.planned_on is not None
    }
    shifted = with_the_same_shift(row.planned_on, new_on, dates)
    return [
        Follower(other.code, f"{other.template.name}: {step(other.planned_on, on)}")
        for other in rows
        if (on := shifted.get(other.code)) is not None
    ]


def step(old_on: date | None, new_on: date) -> str:
    """ "4 June 2027 to 2 July 2027 (4 weeks later)"."""
    if old_on is None:
        return f"new date {day(new_on)}"
    later = later_words(weeks_apart(old_on, new_on), "")
    return f"{day(old_on)} to {day(new_on)}" + (f" ({later})" if later else "")


def cards(moves: Sequence[MoveRow]) -> list[dict[str, Any]]:
    """The moves of a date as a timeline shows them, newest first."""
    return [
        {
            "title": step(move.old_on, move.new_on),
            "detail": _why(move),
            "when": move.moved_at,
            "who": move.moved_by or "the portal",
        }
        for move in moves
    ]


def _why(move: MoveRow) -> str:
    reasons = "; ".join(reason.label for reason in move.reasons)
    return f"{reasons}. {move.note}".strip() if reasons else move.note


def shift_rows(shifts: Sequence[Shift]) -> list[dict[str, str]]:
    """The dates that move by themselves, as rows of a table."""
    return [
        {
            "name": shift.template.name,
            "old": day(shift.old_on, "No date yet"),
            "new": day(shift.new_on),
            "later": later_words(weeks_apart(shift.old_on, shift.new_on), "") or "a few days",
        }
        for shift in shifts
    ]


def agreed(shifts: Sequence[Shift]) -> list[tuple[str, str]]:
    """(code, words) of the dates that somebody agreed to, to be ticked."""
    return [
        (shift.template.code, f"{shift.template.name}: {step(shift.old_on, shift.new_on)}")
        for shift in shifts
    ]
