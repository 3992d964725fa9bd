"""When somebody's digest is due."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CATCH_UP = timedelta(days=2)  # how long after its day a weekly digest still goes out


class Every(StrEnum):
    """How often somebody wants the digest."""

    WEEK = "week"
    DAY = "day"
    NEVER = "never"

    @property
    def label(self) -> str:
        """As people choose it."""
        return {"week": "Once a week", "day": "Every day", "never": "Never"}[self.value]


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(frozen=True)
class Choice:
    """How often, and on which day of the week (0 is Monday) where it is weekly."""

    every: Every = Every.WEEK
    weekday: int = 0

    @property
    def words(self) -> str:
        """Such as "once a week, on Mondays"."""
        if self.every is Every.WEEK:
            return f"once a week, on {WEEKDAYS[self.weekday]}s"
        return {Every.DAY: "every day", Every.NEVER: "never"}[self.every]


def day_of(choice: Choice, today: date) -> date | None:
    """The day whose digest may go out today: today's own, or one of the last two days that no
    worker sent. None: no digest."""
    if choice.every is Every.NEVER:
        return None
    if choice.every is Every.DAY:
        return today
    late = timedelta(days=(today.weekday() - choice.weekday) % 7)
    return today - late if late <= CATCH_UP else None


def period_of(choice: Choice) -> timedelta:
    """How far back a digest looks where there was none before."""
    return timedelta(days=1 if choice.every is Every.DAY else 7)
