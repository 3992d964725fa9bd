"""Reads of monthly use counts, of one site and of many, also as they were known at a moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select

from app.core.db import session
from app.journey.rules.case_types import CaseType
from app.measures.models import UseCount
from app.measures.rules.use import Asking, MonthSaid, NoneBecause, field_of, open_months
from app.sites.models import Site
from app.sites.rules import Stage
from app.sites.rules.months import first_of, next_month


@dataclass(frozen=True)
class MonthUse:
    """The count of a month as it was said once; `number` counts the versions, `superseded_at` is
    when another followed. `first_at` is when something was first said of the month, where it was
    asked for."""

    site_id: int
    month: date
    number: int
    said: MonthSaid
    reason: str
    entered_at: datetime
    entered_by_id: int | None
    superseded_at: datetime | None
    first_at: datetime | None = None

    @property
    def cases(self) -> int:
        """The cases that began."""
        return self.said.cases or 0

    @property
    def because(self) -> str:
        """Why no case began, in words; empty where one did."""
        return NoneBecause(self.said.none_because).label if self.said.none_because else ""


@dataclass(frozen=True)
class Span:
    """The days a site's counts hang on."""

    contract_on: date
    training_on: date
    stage: Stage

    @property
    def asking(self) -> Asking:
        """What decides which counts are asked for."""
        return Asking(self.stage, self.training_on)

    def can_enter(self, today: date) -> list[date]:
        """The months that can be entered."""
        return open_months(self.contract_on, today)

    def asked_for(self, today: date) -> list[date]:
        """The months whose count is asked for."""
        return self.asking.months(today)


def span_of(site_id: int) -> Span:
    """The days the counts of a site hang on; one statement."""
    days = select(Site.contract_on, Site.training_on, Site.stage).where(Site.id == site_id)
    contract_on, training_on, stage = session().execute(days).one()
    return Span(contract_on, training_on, Stage(stage))


def months_of(site_id: int) -> list[MonthUse]:
    """The count of each month as it stands, oldest first, with when the month was first entered;
    one statement."""
    first = (
        select(UseCount.month, func.min(UseCount.entered_at).label("at"))
        .where(UseCount.site_id == site_id)
        .group_by(UseCount.month)
        .subquery()
    )
    chosen = (
        select(UseCount, first.c.at)
        .join(first, first.c.month == UseCount.month)
        .where(UseCount.site_id == site_id, UseCount.superseded_at.is_(None))
        .order_by(UseCount.month)
    )
    return [_use(row, at) for row, at in session().execute(chosen)]


def versions_of(site_id: int, month: date) -> list[MonthUse]:
    """Everything that was said of a month, newest first; one statement."""
    chosen = select(UseCount).where(UseCount.site_id == site_id, UseCount.month == month)
    return [_use(row) for row in session().scalars(chosen.order_by(UseCount.number.desc()))]


def cases_by_month(
    site_ids: Collection[int], first: date, last: date, known_at: datetime | None = None
) -> dict[int, dict[date, MonthUse]]:
    """By site and month, what was said of the months between the two days, both included; with a
    moment: as it was known then. A month nobody entered is missing. One statement."""
    chosen = _known(known_at).where(
        UseCount.site_id.in_(site_ids), UseCount.month.between(first_of(first), last)
    )
    found: dict[int, dict[date, MonthUse]] = {}
    for row in session().scalars(chosen.order_by(UseCount.site_id, UseCount.month)):
        found.setdefault(row.site_id, {})[row.month] = _use(row)
    return found


def first_case_on(
    site_ids: Collection[int], as_of: date, known_at: datetime | None = None
) -> dict[int, date]:
    """By site the first day of the first month in which a case began; sites without one are
    missing. One statement."""
    return {site: month for site, month in _outermost(site_ids, as_of, known_at, first=True)}


def last_case_on(
    site_ids: Collection[int], as_of: date, known_at: datetime | None = None
) -> dict[int, date]:
    """By site the last day, at most `as_of`, of the newest month in which a case began: counts know
    months, and the latest day does nobody wrong. One statement."""
    return {
        site: min(as_of, date.fromordinal(next_month(month).toordinal() - 1))
        for site, month in _outermost(site_ids, as_of, known_at, first=False)
    }


def eligible(
    site_ids: Collection[int], first: date, last: date, known_at: datetime | None = None
) -> dict[int, tuple[int, int]]:
    """By site (cases, eligible) summed over the months of which both were said; sites without such
    a month are missing. One statement."""
    found: dict[int, tuple[int, int]] = {}
    for site, months in cases_by_month(site_ids, first, last, known_at).items():
        both = [(one.cases, one.said.eligible) for one in months.values()]
        known = [(cases, number) for cases, number in both if number is not None]
        if known:
            found[site] = sum(cases for cases, _ in known), sum(number for _, number in known)
    return found


def _outermost(
    site_ids: Collection[int], as_of: date, known_at: datetime | None, *, first: bool
) -> list[tuple[int, date]]:
    known = _known(known_at).subquery()
    outermost = func.min(known.c.month) if first else func.max(known.c.month)
    chosen = (
        select(known.c.site_id, outermost)
        .where(known.c.site_id.in_(site_ids), known.c.month <= as_of, known.c.cases > 0)
        .group_by(known.c.site_id)
    )
    return [(site, month) for site, month in session().execute(chosen)]


def _known(known_at: datetime | None) -> Select[UseCount]:
    """What stands now, or stood at a moment."""
    chosen = select(UseCount)
    if known_at is None:
        return chosen.where(UseCount.superseded_at.is_(None))
    return chosen.where(
        UseCount.entered_at <= known_at,
        or_(UseCount.superseded_at.is_(None), UseCount.superseded_at > known_at),
    )


def _use(row: UseCount, first_at: datetime | None = None) -> MonthUse:
    types = {one: getattr(row, field_of(one)) for one in CaseType}
    said = MonthSaid(row.cases, types, row.eligible, row.none_because, row.note)
    return MonthUse(
        row.site_id,
        row.month,
        row.number,
        said,
        row.reason,
        row.entered_at,
        row.entered_by_id,
        row.superseded_at,
        first_at,
    )
