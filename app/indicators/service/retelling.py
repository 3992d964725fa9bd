"""History told from what is known now: for sites that come with a past, and for the demo."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time

from sqlalchemy import delete

from app.core.clock import LONDON
from app.core.db import session
from app.core.inserting import insert_new
from app.indicators.models import IndicatorSnapshot, LevelChange, SiteIndicators
from app.indicators.programme import weights
from app.indicators.queries.gathering import known_of
from app.indicators.rules.known import Known
from app.indicators.rules.patience import WEEK, Held, judge, monday
from app.indicators.rules.readings import Judgement, judge_site
from app.indicators.service.columns import Columns, figures, judged_status, present
from app.indicators.service.summing import open_months


def tell_history(site_ids: Collection[int], first: date, last: date) -> int:
    """Judge these sites for each week from a day to another, by what is known now, and keep what
    changed as their history; what was kept of these days before is replaced. How many rows.

    Nobody is told, and no level is set: the next `refresh` goes on from the last week.
    """
    known = known_of(site_ids)
    _forget(list(known), first, last)
    open_months(first)
    snapshots: list[Columns] = []
    changes: list[Columns] = []
    now: list[Columns] = []
    for number, one in sorted(known.items()):
        weeks = list(_weeks(one, max(first, one.basics.added_on), last))
        snapshots += _snapshots(number, weeks)
        changes += _changes(number, weeks)
        now += [_present(number, *weeks[-1])] if weeks else []
    insert_new(IndicatorSnapshot, ("site_id", "on"), snapshots, "id")
    session().add_all(LevelChange(**values) for values in changes)
    insert_new(SiteIndicators, ("site_id",), now, "site_id")
    session().flush()
    return len(snapshots)


def _forget(site_ids: list[int], first: date, last: date) -> None:
    """What was kept of these days, but for levels that somebody set by hand."""
    session().execute(delete(SiteIndicators).where(SiteIndicators.site_id.in_(site_ids)))
    session().execute(
        delete(IndicatorSnapshot).where(
            IndicatorSnapshot.site_id.in_(site_ids), IndicatorSnapshot.on.between(first, last)
        )
    )
    session().execute(
        delete(LevelChange).where(
            LevelChange.site_id.in_(site_ids),
            LevelChange.on.between(first, last),
            LevelChange.by_hand.is_(False),
        )
    )


def _weeks(known: Known, first: date, last: date) -> Iterator[tuple[Judgement, Held]]:
    """One look a week, on Mondays, the last on or before `last`."""
    held, on = None, monday(first) if monday(first) == first else monday(first) + WEEK
    while on <= last:
        found = judge_site(known, on, weights())
        if held is None or not found.resting:
            held = judge(held, found.warning.level, on)
        yield found, held
        on += WEEK


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(3), LONDON)


def _snapshots(number: int, weeks: list[tuple[Judgement, Held]]) -> list[Columns]:
    rows, before = [], None
    for found, held in weeks:
        if (found.figures, held.level) != before:
            rows.append(_snapshot(number, found, held))
        before = (found.figures, held.level)
    return rows


def _snapshot(number: int, found: Judgement, held: Held) -> Columns:
    return {
        "site_id": number,
        "on": found.on,
        "judged_at": _moment(found.on),
        "level": held.level.value,
        **figures(found, judged_status(found)),
    }


def _changes(number: int, weeks: list[tuple[Judgement, Held]]) -> list[Columns]:
    rows, before = [], ""
    for found, held in weeks:
        if held.level.value != before:
            rows.append(
                {
                    "site_id": number,
                    "on": found.on,
                    "at": _moment(found.on),
                    "before": before,
                    "level": held.level.value,
                    "by_hand": False,
                    "signals": found.warning.marks,
                    "reason": found.warning.reason,
                }
            )
        before = held.level.value
    return rows


def _present(number: int, found: Judgement, held: Held) -> Columns:
    row = present(found, held, judged_status(found), found.on, _moment(found.on))
    return {"site_id": number, **row}
