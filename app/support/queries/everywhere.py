"""The requests of all sites: what waits for the NSPCC, a lead's own sites first."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.core.paging import MOST, Listed, page_of
from app.sites.queries.staffing import led_by
from app.sites.rules.sides import Side
from app.support.models import SupportRequest
from app.support.queries.listing import (
    OPEN_WORD,
    Wanted,
    narrowed,
    ordered,
)
from app.support.queries.rows import RequestRow, rows_of, selected
from app.support.rules.states import OPEN, TO_BE_GIVEN


@dataclass(frozen=True)
class AcrossWanted:
    """What the list is narrowed to: `lead` the number of a member of the NSPCC, `late` "late"; the
    rest as Wanted."""

    lead: str = ""
    late: str = ""
    listed: Wanted = field(default_factory=lambda: Wanted(state=OPEN_WORD))


@dataclass(frozen=True)
class AcrossCounts:
    """Open requests at how many sites, how many wait for the NSPCC's answer, how many of these
    longer than promised."""

    open: int
    sites: int
    waiting: int
    late: int


def across(actor: Actor, wanted: AcrossWanted, today: date, page: int = 1) -> Listed[RequestRow]:
    """One page of the requests of every site; two statements."""
    first = [] if wanted.listed.sort else _own_first(actor)
    order = [*first, *ordered(wanted.listed.sort)]
    base = selected().where(*_scope(actor))
    return page_of(base, _conditions(wanted, today), order, rows_of, page)


def every_across(actor: Actor, wanted: AcrossWanted, today: date) -> tuple[RequestRow, ...]:
    """The same without pages, for a file; at most ten thousand."""
    chosen = selected().where(*_scope(actor), *_conditions(wanted, today))
    return rows_of(chosen.order_by(*ordered(wanted.listed.sort)).limit(MOST))


def across_counts(actor: Actor, today: date) -> AcrossCounts:
    """Of every site the reader reaches; one statement."""
    waits = SupportRequest.turn == Side.NSPCC.value
    row = session().execute(
        select(
            func.count(),
            func.count(SupportRequest.site_id.distinct()),
            func.count(case((waits, 1))),
            func.count(case((and_(waits, SupportRequest.answer_due_on < today), 1))),
        ).where(*_scope(actor), SupportRequest.state.in_([state.value for state in OPEN]))
    )
    return AcrossCounts(*row.one())


def _scope(actor: Actor) -> list[ColumnElement[bool]]:
    return [reach(actor, Can.SEE_SUPPORT_EVERYWHERE, SupportRequest.site_id)]


def _own_first(actor: Actor) -> list[Any]:
    """What is open first, and of that the sites the reader looks after."""
    is_open = SupportRequest.state.in_([state.value for state in OPEN])
    mine = SupportRequest.site_id.in_(sorted(actor.assigned))
    return [case((and_(is_open, mine), 0), (is_open, 1), else_=2)] if actor.assigned else []


def _conditions(wanted: AcrossWanted, today: date) -> list[ColumnElement[bool]]:
    found = narrowed(wanted.listed)
    if wanted.lead:
        found.append(led_by(int(wanted.lead)))
    if wanted.late:
        found.append(_late(today))
    return found


def _late(today: date) -> ColumnElement[bool]:
    """As rules.late_words says it; a test holds the two together."""
    to_give = SupportRequest.state.in_([state.value for state in TO_BE_GIVEN])
    given, offered = SupportRequest.last_given_on, SupportRequest.offered_for
    passed = and_(offered < today, or_(given.is_(None), given < offered))
    return or_(
        SupportRequest.answer_due_on < today,
        and_(to_give, or_(SupportRequest.needed_by < today, passed)),
    )
