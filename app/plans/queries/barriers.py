"""Reads about barriers that people raised, and which of them recur."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.clock import in_london
from app.core.db import session
from app.plans.models import Action, ActionCode, BarrierCode, RaisedBarrier
from app.plans.rules import Barrier
from app.plans.rules.barriers import Disposition, GoesTo, age
from app.sites.models import Site

PER_PAGE = 50
SORTS = ("raised",)
RECENT = timedelta(days=365)
_RAISER, _ANSWERER = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class BarrierWanted:
    """What the list is narrowed to; "" means any. `state` is "open" or "answered", `to` a word of
    GoesTo, `code` of Barrier, `became` of Disposition, `whose` "mine"; `sort` a key of SORTS."""

    state: str = ""
    to: str = ""
    code: str = ""
    became: str = ""
    whose: str = ""
    sort: str = ""


@dataclass(frozen=True)
class BarrierRow:
    """A barrier somebody raised, and its answer where there is one."""

    id: int
    site_id: int
    words: str
    goes_to: GoesTo
    codes: tuple[Barrier, ...]
    raised_by_id: int
    raised_by: str
    raised_on: date
    disposition: Disposition | None
    answer: str
    answered_by: str
    answered_on: date | None
    version: int

    def age(self, today: date) -> int:
        """Days from raised to answered, or to today."""
        return age(self.raised_on, self.answered_on, today)


@dataclass(frozen=True)
class BarrierPage:
    """One page of the list; `found` fit the filters of `total`."""

    rows: tuple[BarrierRow, ...]
    found: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Recurring:
    """A barrier of the list and how many sites named it in the last year."""

    barrier: Barrier
    sites: int
    times: int


def barriers(site_id: int, wanted: BarrierWanted, person_id: int, page: int = 1) -> BarrierPage:
    """One page of the barriers of a site, the longest waiting first, then what is answered."""
    conditions = _conditions(site_id, wanted, person_id)
    here = RaisedBarrier.site_id == site_id
    counted = select(func.count()).select_from(RaisedBarrier)
    found = session().scalar(counted.where(*conditions)) or 0
    total = session().scalar(counted.where(here)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = _rows(conditions, wanted.sort, PER_PAGE, (page - 1) * PER_PAGE)
    return BarrierPage(rows, found, total, page, pages)


def every_barrier(site_id: int, wanted: BarrierWanted, person_id: int) -> tuple[BarrierRow, ...]:
    """The same without pages, for a file."""
    return _rows(_conditions(site_id, wanted, person_id), wanted.sort)


def barrier(site_id: int, barrier_id: int) -> BarrierRow | None:
    """One of them; None when there is no such barrier at this site."""
    found = _rows([RaisedBarrier.site_id == site_id, RaisedBarrier.id == barrier_id], "")
    return found[0] if found else None


def times(site_id: int) -> list[tuple[date, date | None]]:
    """(raised on, answered on) of every barrier of a site."""
    rows = session().execute(
        select(RaisedBarrier.raised_at, RaisedBarrier.answered_at).where(
            RaisedBarrier.site_id == site_id
        )
    )
    return [(_on(raised), _on(answered) if answered else None) for raised, answered in rows]


def recurring(now: datetime) -> list[Recurring]:
    """Which barriers were named at how many sites in the last year, raised by people or written
    to actions; most sites first. Counts only: no site is named."""
    since = now - RECENT
    raised = (
        select(BarrierCode.code, RaisedBarrier.site_id)
        .join(RaisedBarrier, RaisedBarrier.id == BarrierCode.barrier_id)
        .where(RaisedBarrier.raised_at >= since)
    )
    written = (
        select(ActionCode.code, Action.site_id)
        .join(Action, Action.id == ActionCode.action_id)
        .where(Action.entered_at >= since, ActionCode.code.like("B%"))
    )
    named = raised.union_all(written).subquery()
    rows = session().execute(
        select(named.c.code, func.count(named.c.site_id.distinct()), func.count())
        .group_by(named.c.code)
        .order_by(func.count(named.c.site_id.distinct()).desc(), func.count().desc(), named.c.code)
    )
    return [Recurring(Barrier(code), sites, number) for code, sites, number in rows]


def adopting_sites() -> int:
    """How many sites there are."""
    return session().scalar(select(func.count()).select_from(Site)) or 0


def _conditions(site_id: int, wanted: BarrierWanted, person_id: int) -> list[ColumnElement[bool]]:
    found = [RaisedBarrier.site_id == site_id]
    if wanted.state:
        is_open = wanted.state == "open"
        answered = RaisedBarrier.answered_at
        found.append(answered.is_(None) if is_open else answered.is_not(None))
    if wanted.to:
        found.append(RaisedBarrier.goes_to == wanted.to)
    if wanted.became:
        found.append(RaisedBarrier.disposition == wanted.became)
    if wanted.whose:
        found.append(RaisedBarrier.raised_by_id == person_id)
    if wanted.code:
        named = select(BarrierCode.barrier_id).where(BarrierCode.code == wanted.code)
        found.append(RaisedBarrier.id.in_(named))
    return found


def _rows(
    conditions: list[ColumnElement[bool]],
    sort: str,
    limit: int | None = None,
    offset: int = 0,
) -> tuple[BarrierRow, ...]:
    raised = RaisedBarrier.raised_at
    order: list[ColumnElement[Any]] = [raised.desc() if sort == "-raised" else raised.asc()]
    if not sort:
        order.insert(0, RaisedBarrier.answered_at.is_not(None))
    chosen = (
        select(RaisedBarrier, _RAISER.name, _ANSWERER.name)
        .join(_RAISER, _RAISER.id == RaisedBarrier.raised_by_id)
        .outerjoin(_ANSWERER, _ANSWERER.id == RaisedBarrier.answered_by_id)
        .where(*conditions)
        .order_by(*order, RaisedBarrier.id)
        .limit(limit)
        .offset(offset)
    )
    found = session().execute(chosen).all()
    codes = _codes([one.id for one, _, _ in found])
    return tuple(_row(one, raiser, by, codes[one.id]) for one, raiser, by in found)


def _codes(numbers: Collection[int]) -> dict[int, list[Barrier]]:
    found: dict[int, list[Barrier]] = {number: [] for number in numbers}
    if numbers:
        for number, code in session().execute(
            select(BarrierCode.barrier_id, BarrierCode.code)
            .where(BarrierCode.barrier_id.in_(numbers))
            .order_by(BarrierCode.code)
        ):
            found[number].append(Barrier(code))
    return found


def _row(one: RaisedBarrier, raiser: str, answerer: str | None, codes: list[Barrier]) -> BarrierRow:
    return BarrierRow(
        id=one.id,
        site_id=one.site_id,
        words=one.words,
        goes_to=GoesTo(one.goes_to),
        codes=tuple(codes),
        raised_by_id=one.raised_by_id,
        raised_by=raiser,
        raised_on=_on(one.raised_at),
        disposition=Disposition(one.disposition) if one.disposition else None,
        answer=one.answer,
        answered_by=answerer or "",
        answered_on=_on(one.answered_at) if one.answered_at else None,
        version=one.version,
    )


def _on(moment: datetime) -> date:
    return in_london(moment).date()
