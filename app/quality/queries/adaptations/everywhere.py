"""The adaptations of all sites: what waits for the NSPCC's view, a lead's own sites first."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.core.paging import MOST, Listed, page_of
from app.quality.models.adaptations import Adaptation
from app.quality.queries.adaptations.listing import (
    GOING_ON,
    Wanted,
    narrowed,
    ordered,
)
from app.quality.queries.adaptations.rows import AdaptationRow, rows_of, selected
from app.sites.queries.staffing import led_by
from app.sites.rules.sides import Side


@dataclass(frozen=True)
class AcrossWanted:
    """What the list is narrowed to: `lead` the number of a member of the NSPCC, `late` "late"; the
    rest as Wanted."""

    lead: str = ""
    late: str = ""
    listed: Wanted = field(default_factory=lambda: Wanted(state=GOING_ON))


@dataclass(frozen=True)
class AcrossCounts:
    """Adaptations that go on, at how many sites, how many wait for a view, how many of these longer
    than the ten working days."""

    going_on: int
    sites: int
    waiting: int
    late: int


def across(actor: Actor, wanted: AcrossWanted, today: date, page: int = 1) -> Listed[AdaptationRow]:
    """One page of the adaptations of every site; two statements."""
    first = [] if wanted.listed.sort else _own_first(actor)
    order = [*first, *ordered(wanted.listed.sort)]
    base = selected().where(*_scope(actor))
    return page_of(base, _conditions(wanted, today), order, rows_of, page)


def every_across(actor: Actor, wanted: AcrossWanted, today: date) -> tuple[AdaptationRow, ...]:
    """The same without pages, for a file; at most ten thousand."""
    chosen = selected().where(*_scope(actor), *_conditions(wanted, today))
    return rows_of(chosen.order_by(*ordered(wanted.listed.sort)).limit(MOST))


def across_counts(actor: Actor, today: date) -> AcrossCounts:
    """Of every site the reader reaches; one statement."""
    waits = Adaptation.turn == Side.NSPCC.value
    row = session().execute(
        select(
            func.count(),
            func.count(Adaptation.site_id.distinct()),
            func.count(case((waits, 1))),
            func.count(case((and_(waits, Adaptation.due_on < today), 1))),
        ).where(*_scope(actor), Adaptation.ended_on.is_(None))
    )
    return AcrossCounts(*row.one())


def _scope(actor: Actor) -> list[ColumnElement[bool]]:
    return [reach(actor, Can.SEE_ADAPTATIONS_EVERYWHERE, Adaptation.site_id)]


def _own_first(actor: Actor) -> list[Any]:
    """What waits for a view first, and of that the sites the reader looks after."""
    waits = Adaptation.turn == Side.NSPCC.value
    mine = Adaptation.site_id.in_(sorted(actor.assigned))
    return [case((and_(waits, mine), 0), (waits, 1), else_=2)] if actor.assigned else []


def _conditions(wanted: AcrossWanted, today: date) -> list[ColumnElement[bool]]:
    found = narrowed(wanted.listed)
    if wanted.lead:
        found.append(led_by(int(wanted.lead)))
    if wanted.late:
        found.append(_late(today))
    return found


def _late(today: date) -> ColumnElement[bool]:
    """As rules.adaptations.states.lateness says it; a test holds the two together."""
    owed = and_(Adaptation.turn == Side.NSPCC.value, Adaptation.due_on < today)
    review = and_(Adaptation.turn == "", Adaptation.review_on < today)
    return and_(Adaptation.ended_on.is_(None), or_(owed, review))
