"""Days and times of the story: counted from the day of seeding, the same in every run."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FRIDAY = 4
CALL_TIMES = (time(9, 30), time(10, 0), time(11, 30), time(14, 0), time(15, 30))


class StoryDay(date):
    """A day of the story; `moved` says by how many days it was moved off a weekend."""

    moved: int = 0


@dataclass(frozen=True)
class Calendar:
    """Today, and how the numbers of the story's files become days."""

    today: date

    def day(self, offset: int) -> date:
        """So many days from today, moved to a Friday or Monday when it is a weekend.

        Past days move back and days to come move on, so that neither crosses today.
        """
        meant = self.today + timedelta(days=offset)
        found = working_day(meant, -1 if meant <= self.today else 1)
        day = StoryDay(found.year, found.month, found.day)
        day.moved = abs((found - meant).days)
        return day

    @property
    def end(self) -> datetime:
        """What has happened, happened before today began: so a seeding is the same all day."""
        return datetime.combine(self.today, time(0), LONDON).astimezone(UTC)


def dice(*of: object) -> random.Random:
    """Chance that falls the same way every time for the same things."""
    return random.Random(":".join(map(str, of)))  # noqa: S311 no secret: it must be repeatable


def working_day(day: date, step: int = 1) -> date:
    """The day itself, or the nearest one from Monday to Friday in the direction of `step`."""
    while day.weekday() > 4:
        day += timedelta(days=step)
    return day


def at_work(day: date, *of: object) -> datetime:
    """A moment of that day between 09:00 and 16:59 in London.

    A Friday has thirds for itself, its Saturday and its Sunday, so that what follows on a later
    day of the story is later on the same Friday too.
    """
    minutes, begins = 8 * 60, 0
    if day.weekday() == FRIDAY:
        minutes //= 3
        begins = minutes * (day.moved if isinstance(day, StoryDay) else 0)
    opens = datetime.combine(day, time(9), LONDON) + timedelta(minutes=begins)
    after = dice("moment", day, *of).randrange(minutes)
    return (opens + timedelta(minutes=after)).astimezone(UTC)


def call_time(day: date, *of: object) -> time:
    """One of the usual times of a call."""
    return dice("call", day, *of).choice(CALL_TIMES)
