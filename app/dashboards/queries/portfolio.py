"""What the portfolio's charts show: sums over all sites asked for, made by the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, literal, select

from app.checkins.models import CheckInCall
from app.checkins.queries.lateness import too_long_ago
from app.checkins.rules import CallState
from app.core.clock import first_moment, in_london
from app.core.db import session
from app.dashboards.queries.scope import Scope
from app.journey.models import Milestone
from app.journey.rules import MilestoneStatus, TimeBand
from app.measures.models import UseCount
from app.sites.models import Site
from app.sites.rules import Stage
from app.sites.rules.months import first_of

MOST_SITES_BESIDE = 12
"""Up to so many sites each has a row of its own; beyond, a row is a stage."""
RECENCY = (14, 30, 60, 90)  # days since the last call held: the ends of the groups


@dataclass(frozen=True)
class BandCount:
    """The milestones of a band: done, and how many count; `late` are open past their date."""

    done: int
    counted: int
    late: int


@dataclass(frozen=True)
class Bands:
    """Rows of the milestone table, each by band. `by_site`: a row is a site, else a stage."""

    rows: Mapping[str, Mapping[TimeBand, BandCount]]
    by_site: bool


@dataclass(frozen=True)
class Recency:
    """Active sites by days since their last call held, as groups of RECENCY and then: longer,
    never. Each (within the rhythm agreed or usual, beyond it)."""

    groups: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class MonthOfUse:
    """A month: cases begun at the sites that entered it."""

    month: date
    cases: int
    sites: int


def bands_of(scope: Scope, found: int, today: date) -> Bands:
    """Milestones by time band, of each site or of each stage; one statement."""
    by_site = found <= MOST_SITES_BESIDE
    row = Site.name if by_site else Site.stage
    is_done = Milestone.status == MilestoneStatus.DONE.value
    is_open = Milestone.status.in_([one.value for one in MilestoneStatus if one.is_open])
    rows = session().execute(
        select(
            row,
            Milestone.band,
            func.count().filter(is_done),
            func.count().filter(Milestone.status != MilestoneStatus.NOT_REQUIRED.value),
            func.count().filter(is_open, Milestone.planned_on < today),
        )
        .join(Milestone, Milestone.site_id == Site.id)
        .where(scope.active)
        .group_by(row, Milestone.band)
    )
    held: dict[str, dict[TimeBand, BandCount]] = {}
    for name, band, *counts in rows:
        held.setdefault(name, {})[TimeBand(band)] = BandCount(*counts)
    if by_site:
        return Bands({name: held[name] for name in sorted(held, key=str.casefold)}, by_site)
    return Bands({one.label: held[one.value] for one in Stage if one.value in held}, by_site)


def recency_of(scope: Scope, now: datetime) -> Recency:
    """How long ago the active sites were last called; two statements."""
    today = in_london(now).date()
    last = (
        select(CheckInCall.site_id, func.max(CheckInCall.starts_at).label("at"))
        .where(
            CheckInCall.state == CallState.HELD.value,
            CheckInCall.site_id.in_(scope.numbers()),
        )
        .group_by(CheckInCall.site_id)
        .subquery()
    )
    since = [(last.c.at >= first_moment(today - timedelta(days=n)), n) for n in RECENCY]
    group = case((last.c.at.is_(None), literal(-1)), *since, else_=literal(0))
    late = case((last.c.at < too_long_ago(today), 1), else_=0)
    rows = session().execute(
        select(group.label("days"), late.label("late"), func.count())
        .select_from(Site)
        .outerjoin(last, last.c.site_id == Site.id)
        .where(scope.active)
        .group_by("days", "late")
    )
    held = {(days, is_late): number for days, is_late, number in rows}
    return Recency(
        tuple((held.get((days, 0), 0), held.get((days, 1), 0)) for days in (*RECENCY, 0, -1))
    )


def use_of(scope: Scope, first: date, last: date) -> list[MonthOfUse]:
    """The cases begun in each month from one to another, as entered now; months nobody entered are
    missing. One statement."""
    rows = session().execute(
        select(UseCount.month, func.sum(UseCount.cases), func.count())
        .where(
            UseCount.superseded_at.is_(None),
            UseCount.month.between(first_of(first), last),
            UseCount.site_id.in_(scope.numbers()),
        )
        .group_by(UseCount.month)
        .order_by(UseCount.month)
    )
    return [MonthOfUse(month, int(cases), sites) for month, cases, sites in rows]


def asked_for_counts(scope: Scope, month: date) -> int:
    """At how many active sites the count of this month is asked for; one statement."""
    chosen = select(func.count()).select_from(Site)
    return session().scalar(chosen.where(scope.active, Site.training_on <= month)) or 0
