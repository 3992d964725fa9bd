"""Where sites stood at the ends of months: counted when a month is over, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, func, literal, select, true, union_all

from app.core.db import session
from app.indicators.models import IndicatorSnapshot, MonthStanding, SiteIndicators
from app.sites.models import Site
from app.sites.rules.months import first_of

MONTHS = 12


@dataclass(frozen=True)
class Stood:
    """How many sites had a status at the end of a day (None: not known), and the sum of the indexes
    of the `with_index` that have one."""

    on: date
    status: str | None
    sites: int
    with_index: int
    index_sum: float


def month_ends(today: date) -> list[date]:
    """The last days of the months that are over, and today."""
    found = [today]
    for _ in range(MONTHS):
        found.append(first_of(found[-1]) - timedelta(days=1))
    return found[::-1]


def stood(ends: Sequence[date], sites: ColumnElement[bool]) -> list[Stood]:
    """How these sites (a condition on Site) stood at the end of each of these days; one statement.
    What stood on a day is the last row on or before it."""
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
        .join(IndicatorSnapshot, IndicatorSnapshot.id == _last(days.c.day))
        .where(sites)
        .group_by(days.c.day, IndicatorSnapshot.status)
    )
    return [
        Stood(
            date.fromisoformat(day) if isinstance(day, str) else day,
            status,
            number,
            with_index,
            total or 0.0,
        )
        for day, status, number, with_index, total in rows
    ]


def stood_everywhere(today: date) -> list[Stood]:
    """How all sites stood at the end of each month, and stand today: months that are over as they
    are kept, the others counted now; three statements at most."""
    ends = month_ends(today)[:-1]
    rows = session().scalars(select(MonthStanding).where(MonthStanding.on.in_(ends)))
    kept = [
        Stood(row.on, row.status or None, row.sites, row.with_index, row.index_sum) for row in rows
    ]
    closed = {one.on for one in kept}
    is_open = [on for on in ends if on not in closed]
    return kept + (stood(is_open, true()) if is_open else []) + _stand(today)


def _stand(today: date) -> list[Stood]:
    """How all sites stand."""
    index = SiteIndicators.index
    rows = session().execute(
        select(SiteIndicators.status, func.count(), func.count(index), func.sum(index)).group_by(
            SiteIndicators.status
        )
    )
    return [Stood(today, *row[:3], row[3] or 0.0) for row in rows]


def _last(day: ColumnElement[date]) -> ScalarSelect[int]:
    return (
        select(IndicatorSnapshot.id)
        .where(IndicatorSnapshot.site_id == Site.id, IndicatorSnapshot.on <= day)
        .order_by(IndicatorSnapshot.on.desc())
        .limit(1)
        .correlate_except(IndicatorSnapshot)
        .scalar_subquery()
    )
