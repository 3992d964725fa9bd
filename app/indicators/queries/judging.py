"""Judgements of past days, and how early ends were seen."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from app.core.db import session
from app.indicators.models import IndicatorSnapshot, SignalAnswer
from app.indicators.programme import weights
from app.indicators.queries.gathering import end_of, known_of
from app.indicators.rules.backtest import BackTest, Look, back_test
from app.indicators.rules.readings import Judgement, judge_site
from app.indicators.rules.sustainment import Sustainment
from app.indicators.rules.warning import Answer
from app.sites.rules.levels import Level


def judged_on(site_id: int, on: date, *, as_known_then: bool) -> Judgement:
    """A site as it is judged for a past day: by what was entered by the end of that day, or by what
    is known now. Raises LookupError where it was not there yet."""
    known = known_of([site_id], end_of(on) if as_known_then else None).get(site_id)
    if known is None or (as_known_then and known.basics.added_on > on):
        raise LookupError(f"The site {site_id} was not known on {on}.")
    return judge_site(known, on, weights())


def lead_times(site_ids: Collection[int], today: date) -> BackTest:
    """How long before these adoptions ended their signals said so, by the history kept; one
    statement."""
    rows = session().execute(
        select(
            IndicatorSnapshot.site_id,
            IndicatorSnapshot.on,
            IndicatorSnapshot.pointed,
            IndicatorSnapshot.signals,
            IndicatorSnapshot.status,
        )
        .where(IndicatorSnapshot.site_id.in_(site_ids))
        .order_by(IndicatorSnapshot.site_id, IndicatorSnapshot.on)
    )
    looks: dict[int, list[Look]] = {}
    for site_id, on, pointed, signals, status in rows:
        found = Sustainment(status) if status else None
        looks.setdefault(site_id, []).append(Look(on, Level(pointed), signals, found))
    return back_test(dict(looks), today)


def precision() -> tuple[int, int]:
    """Of the signals that were answered: how many were real (something is done about them), and how
    many were answered at all. One statement."""
    rows = session().execute(
        select(SignalAnswer.answer, func.count()).group_by(SignalAnswer.answer)
    )
    counts = {Answer(answer): number for answer, number in rows}
    return counts.get(Answer.ACTION, 0), sum(counts.values())
