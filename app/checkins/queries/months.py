"""The calls of a month, day by day, of every site a member of the NSPCC asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, cast, func, select

from app.access.actor import Actor
from app.checkins.models import CheckInCall
from app.checkins.queries.across import sites_asked_for
from app.checkins.rules import CallState
from app.checkins.rules.across import CallsWish, Month
from app.core.clock import first_moment, in_london
from app.core.db import session
from app.sites.models import Site

MOST_A_DAY = 6  # calls named on a day of the month


@dataclass(frozen=True)
class DayCall:
    """A call as the calendar shows it."""

    site: str
    slug: str
    call_id: int
    state: CallState
    at: datetime


@dataclass(frozen=True)
class Day:
    """The first calls of a day, and how many there are."""

    calls: tuple[DayCall, ...]
    total: int


def calls_in_month(
    actor: Actor, wish: CallsWish, month: Month, most: int = MOST_A_DAY
) -> dict[date, Day]:
    """The calls of each day of a month, all but cancelled ones; one statement. Calls are held in
    the daytime, so that the day in London is the one in UTC."""
    return _by_day(actor, wish, month.first, month.last, most)


def calls_on_day(actor: Actor, wish: CallsWish, on: date, most: int) -> Day:
    """The calls of one day."""
    return _by_day(actor, wish, on, on, most).get(on, Day((), 0))


def _by_day(actor: Actor, wish: CallsWish, first: date, last: date, most: int) -> dict[date, Day]:
    on = cast(func.date(CheckInCall.starts_at), String)
    numbered = (
        select(
            CheckInCall.id.label("call_id"),
            CheckInCall.state,
            CheckInCall.starts_at.label("at"),
            Site.name.label("site"),
            Site.slug,
            func.row_number()
            .over(partition_by=on, order_by=(CheckInCall.starts_at, CheckInCall.id))
            .label("place"),
            func.count().over(partition_by=on).label("total"),
        )
        .join(Site, Site.id == CheckInCall.site_id)
        .where(
            *sites_asked_for(actor, wish),
            CheckInCall.state != CallState.CANCELLED.value,
            CheckInCall.starts_at >= first_moment(first),
            CheckInCall.starts_at < first_moment(last + timedelta(days=1)),
        )
        .subquery()
    )
    chosen = select(numbered).where(numbered.c.place <= most)
    rows = session().execute(chosen.order_by(numbered.c.at, numbered.c.call_id)).all()
    return _days(rows)


def _days(rows: Sequence[Any]) -> dict[date, Day]:
    found: dict[date, Day] = {}
    for row in rows:
        on = in_london(row.at).date()
        call = DayCall(row.site, row.slug, row.call_id, CallState(row.state), row.at)
        before = found[on].calls if on in found else ()
        found[on] = Day((*before, call), row.total)
    return found
