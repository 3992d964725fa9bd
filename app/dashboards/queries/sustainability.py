"""How lasting the use is across sites: from what is judged at present, and from its history."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, func, select, true, union_all
from sqlalchemy.sql.expression import literal

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.indicators.models import IndicatorSnapshot, SiteIndicators
from app.indicators.rules.definitions import COMPONENTS
from app.indicators.rules.sustainment import Sustainment
from app.sites.models import Site

CODES = tuple(one.code for one in COMPONENTS)


@dataclass(frozen=True)
class Month:
    """How the sites stood at the end of a month: by status (None: not known), and the mean of the
    index over those that have one; None over none."""

    on: date
    statuses: Mapping[Sustainment | None, int]
    with_index: int
    index: float | None

    @property
    def sites(self) -> int:
        """How many were judged."""
        return sum(self.statuses.values())


def indexes(actor: Actor) -> list[tuple[str, float | None]]:
    """(site, its index) of every site that is judged, by name; one statement."""
    rows = session().execute(
        select(Site.name, SiteIndicators.index)
        .join(SiteIndicators, SiteIndicators.site_id == Site.id)
        .where(reach(actor, Can.SEE_DASHBOARDS, Site.id))
        .order_by(Site.name)
    )
    return [(name, index) for name, index in rows]


def marks_by_component(actor: Actor) -> dict[str, Counter[str]]:
    """Component -> its mark -> how many sites have it; one statement."""
    rows = session().execute(
        select(SiteIndicators.components, func.count())
        .where(reach(actor, Can.SEE_DASHBOARDS, SiteIndicators.site_id))
        .group_by(SiteIndicators.components)
    )
    found: dict[str, Counter[str]] = {code: Counter() for code in CODES}
    for marks, number in rows:
        for code, mark in zip(CODES, marks, strict=False):
            found[code][mark] += number
    return found


def months(actor: Actor, ends: Sequence[date]) -> list[Month]:
    """How the sites stood at the end of each of these days; one statement. What stood on a day is
    the last row on or before it."""
    days = union_all(*[select(literal(day).label("day")) for day in ends]).subquery()
    rows = session().execute(
        select(
            days.c.day,
            IndicatorSnapshot.status,
            func.count(),
            func.count(IndicatorSnapshot.index),
            func.sum(IndicatorSnapshot.index),
        )
        .select_from(days)
        .join(Site, true())
        .join(IndicatorSnapshot, IndicatorSnapshot.id == _stood(days.c.day))
        .where(reach(actor, Can.SEE_DASHBOARDS, Site.id))
        .group_by(days.c.day, IndicatorSnapshot.status)
    )
    found: dict[date, list[tuple[str | None, int, int, float | None]]] = {}
    for day, *more in rows:
        on = date.fromisoformat(day) if isinstance(day, str) else day
        found.setdefault(on, []).append(tuple(more))
    return [_month(on, found[on]) for on in sorted(found)]


def _stood(day: ColumnElement[date]) -> ScalarSelect[int]:
    return (
        select(IndicatorSnapshot.id)
        .where(IndicatorSnapshot.site_id == Site.id, IndicatorSnapshot.on <= day)
        .order_by(IndicatorSnapshot.on.desc())
        .limit(1)
        .correlate_except(IndicatorSnapshot)
        .scalar_subquery()
    )


def _month(on: date, rows: Sequence[tuple[str | None, int, int, float | None]]) -> Month:
    with_index = sum(known for _, _, known, _ in rows)
    total = sum(sum_ or 0.0 for _, _, _, sum_ in rows)
    statuses = {Sustainment(one) if one else None: number for one, number, _, _ in rows}
    return Month(on, statuses, with_index, total / with_index if with_index else None)
