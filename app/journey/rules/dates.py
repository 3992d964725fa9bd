"""Planned dates and days: why one moved, how far from the first plan it lies, what a day is worth.

Why a date moved is kept, so that nobody is called late for a date agreed anew.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum


class DateMoveReason(StrEnum):
    """Why a planned date moved; several may apply."""

    STAFFING = "staffing"
    LEADERSHIP_CHANGE = "leadership-change"
    RESTRUCTURE = "restructure"
    INSPECTION = "inspection"
    PARTNERS = "partners"
    SYSTEMS = "systems"
    NSPCC_CAPACITY = "nspcc-capacity"
    ANCHOR_MOVED = "anchor-moved"
    BROUGHT_FORWARD = "brought-forward"
    CORRECTION = "correction"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason as people read it."""
        return _LABELS[self]


_LABELS = {
    DateMoveReason.STAFFING: "Staff are not available",
    DateMoveReason.LEADERSHIP_CHANGE: "The sponsor or lead changed",
    DateMoveReason.RESTRUCTURE: "Restructure or reorganisation",
    DateMoveReason.INSPECTION: "Inspection or the response to one",
    DateMoveReason.PARTNERS: "Partners are not ready",
    DateMoveReason.SYSTEMS: "Forms or systems are not ready",
    DateMoveReason.NSPCC_CAPACITY: "The NSPCC is not available",
    DateMoveReason.ANCHOR_MOVED: "The contract or training date moved",
    DateMoveReason.BROUGHT_FORWARD: "It can happen earlier",
    DateMoveReason.CORRECTION: "Correcting an error",
    DateMoveReason.OTHER: "Another reason",
}


def check_date_move(
    planned_on: date | None,
    new_on: date | None,
    reasons: Collection[DateMoveReason],
    note: str,
) -> list[str]:
    """What must be put right before a planned date moves."""
    return check_new_date(planned_on, new_on) + check_why(reasons, note)


def check_new_date(planned_on: date | None, new_on: date | None) -> list[str]:
    """What is wrong with a new planned date."""
    if new_on is None:
        return ["Enter the new date"]
    return ["Enter a date other than the present one"] if new_on == planned_on else []


def check_why(reasons: Collection[DateMoveReason], note: str) -> list[str]:
    """What is missing of why a date moves."""
    faults = []
    if not reasons:
        faults.append("Choose at least one reason")
    if DateMoveReason.OTHER in reasons and not note.strip():
        faults.append("Enter what the other reason is")
    return faults


MID_MONTH = 15
LATE_ENTRY = timedelta(days=28)


def settled(on: date | None, month_only: bool, today: date) -> date | None:
    """The day kept for what happened. Of a month alone it is the middle, but never a day to come
    where the month has begun (domain.md §4.2)."""
    if on is None or not month_only:
        return on
    middle = on.replace(day=MID_MONTH)
    has_begun = on.replace(day=1) <= today
    return min(middle, today) if has_begun else middle


def is_entered_late(happened_on: date | None, entered_on: date | None) -> bool:
    """Whether something was entered more than four weeks after it happened."""
    if happened_on is None or entered_on is None:
        return False
    return entered_on - happened_on > LATE_ENTRY


def before_first_contact(happened_on: date | None, first_contact_on: date | None) -> bool:
    """Whether a day lies before the site's first contact with the NSPCC: likely a slip."""
    if happened_on is None or first_contact_on is None:
        return False
    return happened_on < first_contact_on


def weeks_apart(old_on: date | None, new_on: date | None) -> int:
    """Whole weeks, rounded to the nearest, from one day to another; negative for earlier, 0 where
    one is missing."""
    if old_on is None or new_on is None:
        return 0
    days = (new_on - old_on).days
    weeks = (abs(days) + 3) // 7
    return weeks if days > 0 else -weeks


def variance(first_on: date | None, on: date | None) -> int | None:
    """Weeks by which a date lies later (+) or earlier (−) than the first plan; None without one."""
    return None if first_on is None or on is None else weeks_apart(first_on, on)


def with_the_same_shift(
    old_on: date | None, new_on: date, others: Mapping[str, date]
) -> dict[str, date]:
    """Where the planned dates of others come to lie when they keep their distance to a moved one.

    Without an old date there is no distance to keep: nothing moves.
    """
    if old_on is None:
        return {}
    return {code: on + (new_on - old_on) for code, on in others.items()}
