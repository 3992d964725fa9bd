"""What the dashboard of one site shows, from what its rooms know."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.core.db import session
from app.indicators.queries.measures import months_of
from app.indicators.queries.quality import audits_of
from app.indicators.rules.known import AuditRound
from app.journey.models import Milestone
from app.journey.rules import MilestoneStatus
from app.measures.queries.returns import figures_by_quarter
from app.measures.rules.figures import ALL, RPF, Figures, get
from app.sites.rules.months import first_of

MONTHS_SHOWN = 24
QUARTERS_SHOWN = 12
QUARTERS_POOLED = 4
FEWEST_RETURNS = 6
"""Returns home below which no percentage is given."""
_RETURNS, _AGAIN = "reentry_d_12", "reentry_n_12"


@dataclass(frozen=True)
class Step:
    """A milestone that counts: when it was first planned, and when it was done, if it is."""

    planned_on: date | None
    done_on: date | None
    late: bool


@dataclass(frozen=True)
class Month:
    """Cases begun in a month; None where nobody entered it."""

    month: date
    cases: int | None


@dataclass(frozen=True)
class Share:
    """Of so many returns home, so many were back in care within 12 months."""

    returns: int
    again: int

    @property
    def percent(self) -> float | None:
        """0 to 100; None with too few returns."""
        return 100 * self.again / self.returns if self.returns >= FEWEST_RETURNS else None


@dataclass(frozen=True)
class Quarter:
    """The four quarters up to this one taken together: of all children, and of those with whom the
    framework was used."""

    quarter: date
    everybody: Share
    framework: Share


def steps_of(site_id: int, today: date) -> list[Step]:
    """The milestones of a site that count; one statement."""
    rows = session().execute(
        select(
            Milestone.status,
            Milestone.planned_on,
            Milestone.first_planned_on,
            Milestone.happened_on,
        ).where(
            Milestone.site_id == site_id,
            Milestone.status != MilestoneStatus.NOT_REQUIRED.value,
        )
    )
    found = []
    for status, planned, first, happened in rows:
        is_open = MilestoneStatus(status).is_open
        done = happened if status == MilestoneStatus.DONE.value else None
        late = is_open and planned is not None and planned < today
        found.append(Step(first or planned, done, late))
    return found


def rounds_of(site_id: int) -> list[AuditRound]:
    """The closed rounds of case audits, the latest last; two statements at most."""
    return sorted(audits_of([site_id], None).get(site_id, []), key=lambda one: one.closed_on)


def use_of(site_id: int, today: date) -> list[Month]:
    """The last full months from the first one entered on, gaps included; two statements."""
    known = {one.month: one.cases for one in months_of([site_id], None).get(site_id, [])}
    month, found = first_of(today), []
    for _ in range(MONTHS_SHOWN):
        month = first_of(month - timedelta(days=1))
        found.append(Month(month, known.get(month)))
    found.reverse()
    begun = next((at for at, one in enumerate(found) if one.cases is not None), len(found))
    return found[begun:]


def quarters_of(site_id: int, today: date) -> list[Quarter]:
    """The quarters of which a return stands, each with the three before it; one statement."""
    first = today - timedelta(days=92 * (QUARTERS_SHOWN + QUARTERS_POOLED))
    held = figures_by_quarter([site_id], first, today).get(site_id, {})
    quarters = sorted(held)
    return [
        Quarter(quarter, _share(held, quarter, ALL), _share(held, quarter, RPF))
        for quarter in quarters[-QUARTERS_SHOWN:]
    ]


def _share(held: dict[date, Figures], last: date, row: str) -> Share:
    first = last - timedelta(days=92 * (QUARTERS_POOLED - 1) + 10)
    pooled = [figures for quarter, figures in held.items() if first <= quarter <= last]
    known = [
        (of, again)
        for figures in pooled
        if (of := get(figures, row, _RETURNS)) is not None
        and (again := get(figures, row, _AGAIN)) is not None
    ]
    return Share(sum(of for of, _ in known), sum(again for _, again in known))
