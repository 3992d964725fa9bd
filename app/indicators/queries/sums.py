"""What the rooms know for the sums of many sites, in as many statements for one as for many."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.checkins.models import CheckInCall
from app.checkins.queries.lateness import too_long_ago
from app.checkins.rules import CallState
from app.core.clock import in_london
from app.core.db import session
from app.indicators.models import PreparationNorm
from app.indicators.queries.uses import paths, uses
from app.indicators.rules import sums as rules
from app.indicators.rules.known import Known
from app.indicators.rules.sums import COUNTED, DONE, LATE, Columns
from app.journey.models import Milestone
from app.journey.queries import tallies_of
from app.journey.queries.scores import preparation_of, same_template
from app.journey.rules import MilestoneStatus, TimeBand
from app.journey.rules.pace import NO_NORM, Norm, Prepared, prepared
from app.sites.models import Site

Norms = Mapping[frozenset[int], Norm]
_OPEN = [one.value for one in MilestoneStatus if one.is_open]


def norms_kept() -> dict[frozenset[int], Norm]:
    """What sites of each template needed, as it was worked out last; one statement."""
    rows = session().scalars(select(PreparationNorm))
    return {same_template(row.template): Norm(row.days, row.closed, row.running) for row in rows}


def sums_of(known: Mapping[int, Known], today: date) -> dict[int, Columns]:
    """The sums of sites of which this is known, as columns; fifteen statements."""
    ways = {one.site_id: one for one in uses(known, today)}
    steps = {one.site_id: one for one in paths(known)}
    places, bands, calls = _prepared(known, today), _bands(known, today), _calls(known, today)
    return {
        number: {
            **rules.preparation(places.get(number)),
            **rules.bands(bands.get(number, {})),
            **calls[number],
            **rules.training(one.teams, one.staff, today),
            **rules.use(ways[number], today),
            **rules.stages(steps[number], today),
        }
        for number, one in known.items()
        if number in ways
    }


def _prepared(site_ids: Collection[int], today: date) -> dict[int, Prepared]:
    norms = norms_kept()
    return {
        number: prepared(
            found.tallies, preparation_of(found, today), norms.get(found.template, NO_NORM)
        )
        for number, found in tallies_of(site_ids).items()
    }


def _bands(site_ids: Collection[int], today: date) -> dict[int, dict[TimeBand, dict[str, int]]]:
    """Milestones by time band: done, counted, open past their date; one statement."""
    is_done = Milestone.status == MilestoneStatus.DONE.value
    is_late = (Milestone.status.in_(_OPEN)) & (Milestone.planned_on < today)
    counts = Milestone.status != MilestoneStatus.NOT_REQUIRED.value
    rows = session().execute(
        select(
            Milestone.site_id,
            Milestone.band,
            func.count().filter(is_done).label(DONE),
            func.count().filter(counts).label(COUNTED),
            func.count().filter(is_late).label(LATE),
        )
        .where(Milestone.site_id.in_(site_ids))
        .group_by(Milestone.site_id, Milestone.band)
    )
    found: dict[int, dict[TimeBand, dict[str, int]]] = {}
    for number, band, *sums in rows:
        by_part = dict(zip((DONE, COUNTED, LATE), sums, strict=True))
        found.setdefault(number, {})[TimeBand(band)] = by_part
    return found


def _calls(site_ids: Collection[int], today: date) -> dict[int, Columns]:
    """The last call held, and whether it is longer ago than the rhythm allows; two statements."""
    last = (
        select(func.max(CheckInCall.starts_at))
        .where(CheckInCall.site_id == Site.id, CheckInCall.state == CallState.HELD.value)
        .correlate(Site)
        .scalar_subquery()
    )
    rows: Any = session().execute(
        select(Site.id, last.label("at"), (last < too_long_ago(today)).label("waits")).where(
            Site.id.in_(site_ids)
        )
    )
    return {
        number: {"called_on": in_london(at).date() if at else None, "waits": bool(waits)}
        for number, at, waits in rows
    }
