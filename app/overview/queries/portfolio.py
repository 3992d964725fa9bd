"""The portfolio: a page of sites with what each room knows of them, in a fixed number of reads."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, func, literal, or_, select
from sqlalchemy import String as Text

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.accounts.models import Person
from app.checkins import queries as calls
from app.checkins.models import CheckInCall
from app.checkins.rules import CallState
from app.core.clock import in_london
from app.core.db import session
from app.journey.models import JourneyProgress as Progress
from app.journey.queries import milestone_name
from app.overview.rules import PAGE_SIZE, Calls, Late, Paging, PortfolioSort, PortfolioWish
from app.sites.models import Site
from app.sites.queries.staffing import led_by
from app.sites.rules import Stage, Status


@dataclass(frozen=True)
class PortfolioRow:
    """A site in the list. `done` of `counted` milestones; None before they are planned."""

    site_id: int
    slug: str
    name: str
    stage: Stage
    status: Status
    lead: str | None
    done: int | None
    counted: int | None
    next_name: str
    next_on: date | None
    next_is_late: bool


@dataclass(frozen=True)
class Portfolio:
    """One page of the list: `paging.total` sites match of `total` that the reader may see."""

    rows: list[PortfolioRow]
    paging: Paging
    total: int


@dataclass(frozen=True)
class Options:
    """What can be chosen in the filters, of the sites the reader may see."""

    regions: list[str]
    leads: list[tuple[int, str]]


_STAGE_NUMBER = case({stage.value: stage.number for stage in Stage}, value=Site.stage, else_=0)
_ORDERS: Mapping[PortfolioSort, Any] = {
    PortfolioSort.NAME: Site.name,
    PortfolioSort.STAGE: _STAGE_NUMBER,
    PortfolioSort.MILESTONES: Progress.percent,
    PortfolioSort.NEXT: Progress.next_on,
    PortfolioSort.LEAD: Person.name,
}


def portfolio(actor: Actor, wish: PortfolioWish, now: datetime) -> Portfolio:
    """The page of the portfolio that was asked for; two statements whatever is asked.

    A page past the end shows the last one.
    """
    today = in_london(now).date()
    seen = reach(actor, Can.SEE_SITE, Site.id)
    conditions = and_(seen, *_conditions(wish, now))
    counted = select(func.count(), func.count().filter(conditions)).select_from(Site).where(seen)
    if wish.late is not None:
        counted = counted.outerjoin(Progress, Progress.site_id == Site.id)
    total, found = session().execute(counted).one()
    paging = Paging(min(wish.page, Paging(1, found).pages), found)
    rows = session().execute(
        _columns().where(conditions).order_by(*_order(wish)).limit(PAGE_SIZE).offset(paging.offset)
    )
    return Portfolio([_row(row, today) for row in rows], paging, total)


def options(actor: Actor) -> Options:
    """Regions and leads for the filters; one statement."""
    seen = reach(actor, Can.SEE_SITE, Site.id)
    regions = select(
        literal("region").label("kind"), Site.region.label("value"), literal("").label("name")
    ).where(seen)
    leads = (
        select(literal("lead"), cast(Person.id, Text), Person.name)
        .join(Site, or_(Site.lead_id == Person.id, Site.deputy_id == Person.id))
        .where(seen)
    )
    rows = session().execute(regions.union(leads)).all()
    return Options(
        regions=sorted(row.value for row in rows if row.kind == "region"),
        leads=sorted(
            ((int(row.value), row.name) for row in rows if row.kind == "lead"),
            key=lambda lead: lead[1].casefold(),
        ),
    )


def contact_by_site(site_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """When each of these sites is next called; sites without a call booked are absent."""
    return calls.next_calls(site_ids, now) if site_ids else {}


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Site.id,
            Site.slug,
            Site.name,
            Site.stage,
            Site.status,
            Person.name.label("lead"),
            Progress.done,
            Progress.counted,
            Progress.next_code,
            Progress.next_on,
        )
        .outerjoin(Person, and_(Person.id == Site.lead_id, Person.deactivated_at.is_(None)))
        .outerjoin(Progress, Progress.site_id == Site.id)
    )


def _row(row: Any, today: date) -> PortfolioRow:
    return PortfolioRow(
        site_id=row.id,
        slug=row.slug,
        name=row.name,
        stage=Stage(row.stage),
        status=Status(row.status),
        lead=row.lead,
        done=row.done,
        counted=row.counted,
        next_name=milestone_name(row.next_code) if row.next_code else "",
        next_on=row.next_on,
        next_is_late=row.status == Status.ACTIVE.value
        and row.next_on is not None
        and row.next_on < today,
    )


def _order(wish: PortfolioWish) -> list[ColumnElement[Any]]:
    """The order asked for, rows without a value last, then by name, then by number."""
    column = _ORDERS[wish.sort]
    first = column.desc() if wish.descending else column.asc()
    if wish.sort is PortfolioSort.NAME:
        return [first, Site.id]
    if wish.sort is not PortfolioSort.STAGE:
        first = first.nulls_last()
    return [first, Site.name, Site.id]


def _conditions(wish: PortfolioWish, now: datetime) -> list[ColumnElement[bool]]:
    equal = {Site.stage: wish.stage, Site.status: wish.status, Site.nation: wish.nation}
    conditions: list[ColumnElement[bool]] = [
        column == chosen.value for column, chosen in equal.items() if chosen is not None
    ]
    if wish.region:
        conditions.append(Site.region == wish.region)
    if wish.lead_id is not None:
        conditions.append(led_by(wish.lead_id))
    if wish.search:
        conditions.append(Site.name.icontains(wish.search, autoescape=True))
    if wish.status is None and (wish.late is not None or wish.call is Calls.NONE):
        conditions.append(Site.status == Status.ACTIVE.value)  # nothing is due at the others
    if wish.late is not None:
        column = Progress.critical_on if wish.late is Late.CRITICAL else Progress.next_on
        conditions.append(column < in_london(now).date())
    if wish.call is not None:
        booked = _is_called(now)
        conditions.append(booked if wish.call is Calls.BOOKED else ~booked)
    return conditions


def _is_called(now: datetime) -> ColumnElement[bool]:
    """A condition on a site: a check-in call is planned for now or later."""
    return (
        select(CheckInCall.id)
        .where(
            CheckInCall.site_id == Site.id,
            CheckInCall.state == CallState.PLANNED.value,
            CheckInCall.starts_at >= now,
        )
        .exists()
    )
