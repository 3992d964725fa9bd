"""The year of the second story: who plays, which day it is, and what happens meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from app.accounts.models import Person
from app.core import audit, clock
from app.core.db import transaction
from app.core.web.edge import Portal
from app.sites.models import Site
from tests.browser.chapters import LONDON
from tests.browser.portal import LivePortal

HERE = "/sites/northmoor"
MORNING = time(10, 0)  # of every day of the year in London: no date turns while a page is filled in


@dataclass(frozen=True)
class Year:
    """`site` begins Installation on day 0; `successor` is a contributor until the lead leaves."""

    portal: LivePortal
    app: Portal
    site: Site
    lead: Person
    strategic: Person
    successor: Person
    begins_on: date = field(default_factory=clock.today)

    def day(self, number: int) -> date:
        """So many days after the contract."""
        return self.begins_on + timedelta(days=number)

    def weekday(self, number: int) -> int:
        """The number of the first day from there on which people meet."""
        while self.day(number).weekday() > 4:
            number += 1
        return number

    def moment(self, number: int) -> datetime:
        """That morning."""
        return datetime.combine(self.day(number), MORNING, LONDON).astimezone(UTC)

    def ahead(self, number: int) -> float:
        """How many days a clock is ahead for which it is that morning now."""
        return (self.moment(number) - datetime.now(UTC)) / timedelta(days=1)

    def comes_to(self, number: int) -> None:
        """For the web server it is that morning; whoever was signed in is no longer."""
        self.portal.wait_until(self.ahead(number))

    @contextmanager
    def meanwhile(self, number: int) -> Iterator[None]:
        """That morning, in one transaction: what the story does not do by hand."""
        with self.app.app_context(), clock.pretend(self.moment(number)), transaction():
            audit.because("meanwhile", summary="Done for a test.", site_id=self.site.id)
            yield
