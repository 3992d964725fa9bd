"""What the portfolio's charts show: sums by the database over what is kept of each site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, literal, select

from app.core.clock import in_london
from app.core.db import session
from app.dashboards.queries.scope import Scope
from app.indicators.models import SiteSums
from app.indicators.rules.sums import COUNTED, DONE, LATE, band_column
from app.journey.rules import TimeBand
from app.journey.rules.pace import Quadrant
from app.measures.models import UseCount
from app.sites.models import Site
from app.sites.rules import Stage
from app.sites.rules.levels import Level
from app.sites.rules.months import first_of
from app.training.rules.coverage import Extent

MOST_SITES_BESIDE = 12
"""Up to so many sites each has a row of its own; beyond, a row is a stage."""
MOST_DRAWN = 300
"""Up to so many sites each has a mark of its own; beyond, a mark is all sites in a small field."""
MOST_CALLED_BY_NAME = 6
RECENCY = (14, 30, 60, 90)  # days since the last call held: the ends of the groups
WEAK = (Quadrant.STUCK, Quadrant.RUSHED)
GRAVE = (Level.ACUTE, Level.CONCERN)


@dataclass(frozen=True)
class Place:
    """Sites at one place of the quadrants: pace across (None where nothing can be said), per cent
    up, how many, and the name of one."""

    quadrant: Quadrant
    pace: float | None
    percent: int
    number: int
    name: str


@dataclass(frozen=True)
class Places:
    """Where the sites asked for stand by their preparation. `named` are the gravest of those stuck
    or rushed, of `grave`; both only where a place is a small field."""

    each: Sequence[Place]
    is_by_site: bool
    named: Sequence[str] = ()
    grave: int = 0

    @property
    def counts(self) -> Mapping[Quadrant, int]:
        """How many stand in each quadrant."""
        found = dict.fromkeys(Quadrant, 0)
        for one in self.each:
            found[one.quadrant] += one.number
        return found

    @property
    def sites(self) -> int:
        """How many have a journey."""
        return sum(one.number for one in self.each)


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
class Reached:
    """How many sites by how far those to be trained are."""

    sites: Mapping[Extent, int] = field(default_factory=dict)

    def of(self, extent: Extent) -> int:
        """How many sites."""
        return self.sites.get(extent, 0)

    @property
    def total(self) -> int:
        """How many sites there are."""
        return sum(self.sites.values())


@dataclass(frozen=True)
class MonthOfUse:
    """A month: cases begun at the sites that entered it."""

    month: date
    cases: int
    sites: int


def _over(scope: ColumnElement[bool], *chosen: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*chosen).select_from(Site).join(SiteSums, SiteSums.site_id == Site.id).where(scope)
    )


def places_of(scope: Scope, found: int) -> Places:
    """Where they stand by their preparation; one statement, two where a place is a field."""
    is_by_site = found <= MOST_DRAWN
    pace, percent = SiteSums.pace, SiteSums.percent
    columns: tuple[Any, ...] = (pace, percent, literal(1), Site.name)
    if not is_by_site:
        pace, percent = SiteSums.pace_field, SiteSums.percent_field
        columns = (pace, percent, func.count(), func.min(Site.name))
    chosen = _over(scope.asked, SiteSums.quadrant, *columns).where(SiteSums.quadrant.is_not(None))
    if not is_by_site:
        chosen = chosen.group_by(SiteSums.quadrant, pace, percent)
    each = [
        Place(Quadrant(row[0]), row[1], row[2] or 0, row[3], row[4])
        for row in session().execute(chosen)
    ]
    return Places(each, is_by_site, *((), 0) if is_by_site else _grave(scope))


def _grave(scope: Scope) -> tuple[list[str], int]:
    """Those stuck or rushed with a grave level: some names, the gravest first, and how many."""
    rank = case({one.value: place for place, one in enumerate(Level)}, value=Site.level)
    rows = (
        session()
        .execute(
            _over(scope.active, Site.name, func.count().over())
            .where(
                SiteSums.quadrant.in_([one.value for one in WEAK]),
                Site.level.in_([one.value for one in GRAVE]),
            )
            .order_by(rank, Site.name)
            .limit(MOST_CALLED_BY_NAME)
        )
        .all()
    )
    return [row[0] for row in rows], rows[0][1] if rows else 0


def first_by_name(scope: Scope, most: int | None) -> Select[int]:
    """The numbers of the sites with a journey, of all or of the first by name."""
    chosen = _over(scope.asked, Site.id).where(SiteSums.quadrant.is_not(None))
    return chosen.order_by(func.lower(Site.name), Site.id).limit(most)


def bands_of(scope: Scope, found: int) -> Bands:
    """Milestones by time band, of each site or of each stage; one statement."""
    by_site = found <= MOST_SITES_BESIDE
    row = Site.name if by_site else Site.stage
    sums = [
        func.sum(getattr(SiteSums, band_column(part, band)))
        for band in TimeBand
        for part in (DONE, COUNTED, LATE)
    ]
    held = {
        name: dict(
            zip(TimeBand, (BandCount(*counts[n : n + 3]) for n in range(0, 15, 3)), strict=True)
        )
        for name, *counts in session().execute(_over(scope.active, row, *sums).group_by(row))
        if any(counts)
    }
    if by_site:
        return Bands({name: held[name] for name in sorted(held, key=str.casefold)}, by_site)
    return Bands({one.label: held[one.value] for one in Stage if one.value in held}, by_site)


def recency_of(scope: Scope, now: datetime) -> Recency:
    """How long ago the active sites were last called; one statement."""
    today, on = in_london(now).date(), SiteSums.called_on
    since = [(on >= today - timedelta(days=n), n) for n in RECENCY]
    group = case((on.is_(None), literal(-1)), *since, else_=literal(0)).label("days")
    late = cast(SiteSums.waits, Integer).label("late")
    rows = session().execute(
        _over(scope.active, group, late, func.count()).group_by("days", "late")
    )
    held = {(days, is_late): number for days, is_late, number in rows}
    return Recency(
        tuple((held.get((days, 0), 0), held.get((days, 1), 0)) for days in (*RECENCY, 0, -1))
    )


def coverage_of(scope: Scope) -> tuple[Reached, Reached]:
    """How far practitioners and managers are covered at the active sites; one statement."""
    one, other = SiteSums.practitioners, SiteSums.managers
    found: tuple[dict[Extent, int], dict[Extent, int]] = ({}, {})
    for *extents, number in session().execute(
        _over(scope.active, one, other, func.count()).group_by(one, other)
    ):
        for held, extent in zip(found, map(Extent, extents), strict=True):
            held[extent] = held.get(extent, 0) + number
    return Reached(found[0]), Reached(found[1])


def use_of(scope: Scope, first: date, last: date) -> list[MonthOfUse]:
    """The cases begun in each month from one to another, as entered now; months nobody entered are
    missing. One statement."""
    chosen = select(UseCount.month, func.sum(UseCount.cases), func.count()).where(
        UseCount.superseded_at.is_(None), UseCount.month.between(first_of(first), last)
    )
    if not scope.unfiltered:
        chosen = chosen.where(UseCount.site_id.in_(scope.numbers()))
    rows = session().execute(chosen.group_by(UseCount.month).order_by(UseCount.month))
    return [MonthOfUse(month, int(cases), sites) for month, cases, sites in rows]


def asked_for_counts(scope: Scope, month: date) -> int:
    """At how many active sites the count of this month is asked for; one statement."""
    chosen = select(func.count()).select_from(Site)
    return session().scalar(chosen.where(scope.active, Site.training_on <= month)) or 0
