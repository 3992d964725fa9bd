"""Somebody leaves a site: what can become of their access, and what is wrong with a plan."""

from datetime import date, timedelta
from enum import StrEnum

LONGEST_NOTICE = timedelta(days=366)
LONGEST_ACCESS = timedelta(days=92)


class LeavingState(StrEnum):
    """How far a leaving is."""

    ANNOUNCED = "announced"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Access(StrEnum):
    """What becomes of the access of whoever leaves."""

    NOW = "now"
    UNTIL = "until"
    STAYS = "stays"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    Access.NOW: "It ends when the hand-over is carried out",
    Access.UNTIL: "It ends after a day",
    Access.STAYS: "They stay as a contributor",
}


def why_not_leaving(last_day: date, today: date) -> tuple[str, str] | None:
    """Why this cannot be a last day, as (field, what to do); None when it can."""
    if last_day > today + LONGEST_NOTICE:
        return "last_day", "The last day must be within the next year"
    if last_day < today - LONGEST_NOTICE:
        return "last_day", "The last day must be within the last year"
    return None


def why_not_access(
    access: Access | None, until: date | None, last_day: date, today: date
) -> tuple[str, str] | None:
    """Why access cannot go on so, as (field, what to do); None when it can."""
    if access is None:
        return "access", "Choose what becomes of their access"
    if access is Access.NOW and last_day > today:
        return "access", "Their last day lies ahead: let the access end after that day"
    if access is not Access.UNTIL:
        return None
    if until is None:
        return "access_until", "Enter the last day of their access"
    if until < today:
        return "access_until", "The last day of their access must be today or later"
    if until < last_day:
        return "access_until", "Their access must not end before their last day"
    if until > max(last_day, today) + LONGEST_ACCESS:
        return (
            "access_until",
            "Access can go on for three months after the last day: choose an earlier day, or "
            "“They stay as a contributor”",
        )
    return None
