"""What every part of a site among many is filled from."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.demo.scale.filling import Numbers
from app.demo.scale.journeys import Course, moment
from app.demo.story.timing import dice, working_day
from app.sites.rules import Status


@dataclass(frozen=True)
class Ground:
    """A site: its course, authority and people (strategic lead, data officer, trainer), the lead
    of the NSPCC, the day it first asked, and its chance, which each part has for itself."""

    site_id: int
    number: int
    authority_id: int
    course: Course
    status: Status
    asked_on: date
    people: Sequence[int]
    lead: int
    numbers: Numbers
    chance: random.Random

    def part(self, name: str) -> "Ground":
        """The same site with the chance of one part."""
        return replace(self, chance=dice(name, self.course.today, self.number))

    @property
    def is_begun(self) -> bool:
        """Whether its contract began."""
        return self.course.contract_on < self.course.reached

    @property
    def yesterday(self) -> date:
        """The last day on which something can have been entered."""
        return self.course.today - timedelta(days=1)

    def moment(self, on: date) -> datetime:
        """Some working minute of a day, or of yesterday for a day to come."""
        return moment(min(on, self.yesterday), self.chance)

    def days(self, first: int, every: int) -> Iterator[date]:
        """Working days from so many days after the contract on, until the work stood still."""
        on = self.course.contract_on + timedelta(days=first)
        while on < self.course.reached:
            found = working_day(on, -1)
            yield found
            on += timedelta(days=every)


def later(on: date, days: int) -> date:
    """So many days later (earlier where negative)."""
    return on + timedelta(days=days)
