"""Reads about who tells whom what: routes, their uses, what is late."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from app.accounts.models import Person
from app.core.db import session
from app.plans.models import Route, RouteUse
from app.plans.rules.routes import Channel, Frequency, RouteState, next_use, state


@dataclass(frozen=True)
class RouteRow:
    """A route; `reply_by` is the earliest day of an answer still awaited."""

    id: int
    site_id: int
    sender: str
    receiver: str
    content: str
    channel: Channel
    frequency: Frequency
    reply_days: int | None
    begins_on: date
    last_used_on: date | None
    next_on: date | None
    reply_by: date | None
    stopped_on: date | None
    version: int

    def state(self, today: date) -> RouteState:
        """How it stands."""
        return state(
            stopped=self.stopped_on is not None,
            next_on=self.next_on,
            reply_by=self.reply_by,
            today=today,
        )


@dataclass(frozen=True)
class UseRow:
    """A route was used; `reply_by` where an answer is expected, `replied_on` when it came."""

    id: int
    on: date
    note: str
    reply_by: date | None
    replied_on: date | None
    by: str


AWAITED = (  # route by route: grouped, the uses of every site would be read for one
    select(func.min(RouteUse.reply_by))
    .where(
        RouteUse.route_id == Route.id,
        RouteUse.reply_by.is_not(None),
        RouteUse.replied_on.is_(None),
    )
    .correlate(Route)
    .scalar_subquery()
    .label("reply_by")
)


def routes(site_id: int) -> list[RouteRow]:
    """Every route of a site, stopped ones last, in the order they were entered; one statement."""
    found = _rows(Route.site_id == site_id)
    return sorted(found, key=lambda one: (one.stopped_on is not None, one.id))


def route(site_id: int, route_id: int) -> RouteRow | None:
    """One of them; None when there is no such route at this site."""
    found = _rows(Route.site_id == site_id, Route.id == route_id)
    return found[0] if found else None


def uses(route_id: int) -> list[UseRow]:
    """When a route was used, newest first, at most a hundred."""
    rows = session().execute(
        select(RouteUse, Person.name)
        .join(Person, Person.id == RouteUse.entered_by_id)
        .where(RouteUse.route_id == route_id)
        .order_by(RouteUse.used_on.desc(), RouteUse.id.desc())
        .limit(100)
    )
    return [
        UseRow(one.id, one.used_on, one.note, one.reply_by, one.replied_on, name)
        for one, name in rows
    ]


def _rows(*conditions: ColumnElement[bool]) -> list[RouteRow]:
    rows = session().execute(select(Route, AWAITED).where(*conditions).order_by(Route.id))
    return [_row(one, reply_by) for one, reply_by in rows]


def _row(one: Route, reply_by: date | None) -> RouteRow:
    frequency = Frequency(one.frequency)
    return RouteRow(
        id=one.id,
        site_id=one.site_id,
        sender=one.sender,
        receiver=one.receiver,
        content=one.content,
        channel=Channel(one.channel),
        frequency=frequency,
        reply_days=one.reply_days,
        begins_on=one.begins_on,
        last_used_on=one.last_used_on,
        next_on=next_use(frequency, one.begins_on, one.last_used_on),
        reply_by=reply_by,
        stopped_on=one.stopped_on,
        version=one.version,
    )
