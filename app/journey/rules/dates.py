"""Moving a planned date: why it moved is kept, so nobody is called late for a date agreed anew."""

from collections.abc import Collection
from datetime import date
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
    faults = []
    if new_on is None:
        faults.append("Enter the new date")
    elif new_on == planned_on:
        faults.append("Enter a date other than the present one")
    if not reasons:
        faults.append("Choose at least one reason")
    if DateMoveReason.OTHER in reasons and not note.strip():
        faults.append("Enter what the other reason is")
    return faults
