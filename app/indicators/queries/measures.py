"""Use counts and quarterly returns, with the counts of pilots where no month is entered."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, cast, literal, null, or_, select, union_all

from app.core.clock import in_london
from app.core.db import Base, session
from app.indicators.queries.past import Past
from app.indicators.rules.known import MonthCount, Return
from app.measures.models import QuarterReturn, UseCount
from app.measures.rules.figures import ALL, ELIGIBLE, RPF
from app.measures.rules.quarters import due_on, due_quarters
from app.pilots.models import Pilot, PilotMonth

TABLES: tuple[type[Base], ...] = (PilotMonth,)
COUNTED, PILOTED = "counted", "piloted"
STARTED = "rpf_cases_started"


def months_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[MonthCount]]:
    """Cases by month: as the site counts them, else as its pilots do; one statement."""
    counted = select(
        literal(COUNTED).label("source"),
        UseCount.id.label("id"),
        UseCount.site_id.label("site_id"),
        UseCount.month.label("month"),
        UseCount.cases.label("cases"),
        UseCount.eligible.label("eligible"),
    ).where(UseCount.site_id.in_(site_ids), _stands(past))
    piloted = (
        select(
            literal(PILOTED),
            PilotMonth.id,
            Pilot.site_id,
            PilotMonth.month,
            PilotMonth.begun_1,
            cast(null(), Integer),
        )
        .join(Pilot, Pilot.id == PilotMonth.pilot_id)
        .where(Pilot.site_id.in_(site_ids))
    )
    found: dict[int, dict[date, MonthCount]] = defaultdict(dict)
    rows: list[Any] = list(session().execute(union_all(counted, piloted)))
    for row in sorted(rows, key=lambda one: one.source == COUNTED):  # what the site says comes last
        stood: Any = row
        if past is not None and row.source == PILOTED:
            stood = past.back(PilotMonth, row, {"cases": "begun_1"})
        if stood is not None:
            _add(found[row.site_id], stood)
    return {number: list(some.values()) for number, some in found.items()}


def _add(months: dict[date, MonthCount], row: Any) -> None:
    """A count of the site takes the place of those of its pilots, which are added up."""
    if row.source == COUNTED:
        months[row.month] = MonthCount(row.month, row.cases, row.eligible)
    elif row.cases is not None:
        known = months.get(row.month)
        before = known.cases if known is not None and known.cases is not None else 0
        months[row.month] = MonthCount(row.month, before + row.cases)


def _stands(past: Past | None) -> ColumnElement[bool]:
    """What holds now, or held then; a correction is a row of its own."""
    if past is None:
        return UseCount.superseded_at.is_(None)
    still = or_(UseCount.superseded_at.is_(None), UseCount.superseded_at > past.moment)
    return and_(UseCount.entered_at <= past.moment, still)


def returns_of(
    training: Mapping[int, date], today: date, past: Past | None
) -> Mapping[int, list[Return]]:
    """The returns that were due by a day, or came; `training` is the day of the training for
    trainers by site, from which they are asked for. One statement."""
    sent = _sent(list(training), past.moment if past else None)
    found: dict[int, list[Return]] = {}
    for site_id, begins in training.items():
        theirs = sent.get(site_id, {})
        quarters = sorted({*due_quarters(begins, today), *theirs})
        found[site_id] = [
            Return(one, due_on(one), *theirs.get(one, (None, None, None))) for one in quarters
        ]
    return found


def _sent(
    site_ids: Collection[int], moment: datetime | None
) -> Mapping[int, dict[date, tuple[date | None, int | None, int | None]]]:
    """By site and quarter: when a return first came, its cohort and its framework cases."""
    eligible = QuarterReturn.figures[ALL][ELIGIBLE.key].as_integer()
    cases = QuarterReturn.figures[RPF][STARTED].as_integer()
    chosen = (
        select(
            QuarterReturn.site_id,
            QuarterReturn.quarter,
            QuarterReturn.entered_at,
            QuarterReturn.superseded_at,
            eligible,
            cases,
        )
        .where(QuarterReturn.site_id.in_(site_ids))
        .order_by(QuarterReturn.number)
    )
    if moment is not None:
        chosen = chosen.where(QuarterReturn.entered_at <= moment)
    found: dict[int, dict[date, tuple[date | None, int | None, int | None]]] = defaultdict(dict)
    for site_id, quarter, entered_at, superseded_at, cohort, started in session().execute(chosen):
        first, *_ = found[site_id].get(quarter, (in_london(entered_at).date(), None, None))
        stands = superseded_at is None or (moment is not None and superseded_at > moment)
        found[site_id][quarter] = (first, cohort, started) if stands else (first, None, None)
    return found
