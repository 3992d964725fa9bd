"""How closely sites follow the framework, and how widely they use it; sums by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.indicators.models import SiteIndicators
from app.quality.models import SealedPart, SealedResult
from app.quality.models.adaptations import Adaptation
from app.quality.rules.components import Component
from app.sites.models import Site
from app.sites.rules.months import quarter_of


@dataclass(frozen=True)
class Latest:
    """The latest audit round of a site that has five cases or more; values in per cent."""

    site: str
    closed_on: date
    cases: int
    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Presence:
    """In how many cases a core component is there, of those it applied to; over how many sites."""

    code: str
    present: int
    cases: int
    sites: int


@dataclass(frozen=True)
class Quarter:
    """The rounds closed in a quarter with figures, and the mean of their medians, in per cent."""

    quarter: date
    rounds: int
    mean: float


@dataclass(frozen=True)
class Two:
    """Two numbers, in per cent (None where there is not enough data), how many sites have them, and
    the name of one."""

    site: str
    adherence: float | None
    reach: float | None
    number: int = 1


def _newest(actor: Actor) -> Select[int, int]:
    """Site -> number of its latest round that has figures."""
    return (
        select(SealedResult.site_id, func.max(SealedResult.number).label("number"))
        .where(
            SealedResult.median.is_not(None),
            reach(actor, Can.SEE_DASHBOARDS, SealedResult.site_id),
        )
        .group_by(SealedResult.site_id)
    )


def medians(actor: Actor) -> list[tuple[float, int]]:
    """(median, how many sites have it in their latest round with figures); one statement."""
    newest = _newest(actor).subquery()
    rows = session().execute(
        select(SealedResult.median, func.count())
        .join(newest, _same(newest))
        .group_by(SealedResult.median)
    )
    return [(median or 0.0, number) for median, number in rows]


def latest_rounds(actor: Actor, most: int | None) -> list[Latest]:
    """The latest round with figures of each site that has one, or of the first by name; one
    statement."""
    newest = _newest(actor).subquery()
    rows = session().execute(
        select(
            Site.name,
            SealedResult.closed_on,
            SealedResult.cases,
            SealedResult.median,
            SealedResult.lower,
            SealedResult.upper,
        )
        .join(Site, Site.id == SealedResult.site_id)
        .join(newest, _same(newest))
        .order_by(Site.name)
        .limit(most)
    )
    return [
        Latest(site, on, cases, median or 0.0, lower or 0.0, upper or 0.0)
        for site, on, cases, median, lower, upper in rows
    ]


def _same(newest: Any) -> Any:
    return and_(newest.c.site_id == SealedResult.site_id, newest.c.number == SealedResult.number)


def components(actor: Actor) -> list[Presence]:
    """Every component over the latest rounds; one statement."""
    newest = _newest(actor).subquery()
    rows = session().execute(
        select(
            SealedPart.code,
            func.sum(SealedPart.present),
            func.sum(SealedPart.cases),
            func.count(case((SealedPart.cases > 0, 1))),
        )
        .join(SealedResult, SealedResult.round_id == SealedPart.round_id)
        .join(newest, _same(newest))
        .group_by(SealedPart.code)
    )
    return [Presence(code, int(present), int(cases), sites) for code, present, cases, sites in rows]


def by_quarter(actor: Actor, first: date, today: date) -> list[Quarter]:
    """The quarters that are over, from one on, with rounds that have figures; one statement."""
    rows = session().execute(
        select(SealedResult.closed_on, func.count(), func.sum(SealedResult.median))
        .where(
            SealedResult.median.is_not(None),
            SealedResult.closed_on >= first,
            SealedResult.closed_on < quarter_of(today),
            reach(actor, Can.SEE_DASHBOARDS, SealedResult.site_id),
        )
        .group_by(SealedResult.closed_on)
    )
    sums: dict[date, tuple[int, float]] = {}
    for on, number, total in rows:
        before = sums.get(quarter_of(on), (0, 0.0))
        sums[quarter_of(on)] = before[0] + number, before[1] + (total or 0.0)
    return [
        Quarter(quarter, number, total / number)
        for quarter, (number, total) in sorted(sums.items())
    ]


def two_numbers(actor: Actor) -> list[Two]:
    """Adherence and reach of the sites that have a judgement, those that have the same together;
    one statement."""
    both = SiteIndicators.adherence, SiteIndicators.reach
    rows = session().execute(
        select(func.min(Site.name).label("name"), *both, func.count())
        .join(SiteIndicators, SiteIndicators.site_id == Site.id)
        .where(reach(actor, Can.SEE_DASHBOARDS, Site.id))
        .group_by(*both)
        .order_by("name")
    )
    return [Two(*row) for row in rows]


def two_by_site(actor: Actor, most: int | None) -> list[Two]:
    """The same of each site, or of the first by name; one statement."""
    rows = session().execute(
        select(Site.name, SiteIndicators.adherence, SiteIndicators.reach)
        .join(SiteIndicators, SiteIndicators.site_id == Site.id)
        .where(reach(actor, Can.SEE_DASHBOARDS, Site.id))
        .order_by(Site.name)
        .limit(most)
    )
    return [Two(*row) for row in rows]


def adaptations_by_component(actor: Actor) -> Mapping[str, Mapping[str, int]]:
    """Component -> view ("" where there is none) -> adaptations in force; one statement. One that
    touches several components counts at each."""
    columns = [
        func.count(case((Adaptation.components.contains(f",{one.value},", autoescape=True), 1)))
        for one in Component
    ]
    rows: Sequence[Any] = (
        session()
        .execute(
            select(Adaptation.view, *columns)
            .where(
                Adaptation.ended_on.is_(None),
                reach(actor, Can.SEE_DASHBOARDS, Adaptation.site_id),
            )
            .group_by(Adaptation.view)
        )
        .all()
    )
    return {
        one.value: {row[0]: row[place] for row in rows if row[place]}
        for place, one in enumerate(Component, start=1)
    }
