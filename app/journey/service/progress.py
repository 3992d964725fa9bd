"""The sums lists show, kept beside the milestones they come from."""

from collections.abc import Iterable

from sqlalchemy import select

from app.core.db import session
from app.journey.models import JourneyProgress, Milestone
from app.journey.programme import PRESENT_VERSION
from app.journey.rules import MilestoneStatus, Stage, count
from app.journey.rules.keeping import packed
from app.journey.rules.scores import Activity, Precision, activity, tally


def hold(site_id: int) -> JourneyProgress | None:
    """Lock the sums of a site, so that two changes at once cannot count each other out."""
    return session().get(JourneyProgress, site_id, with_for_update=True, populate_existing=True)


def refresh_progress(site_id: int) -> None:
    """Work the sums of a site out afresh from its milestones."""
    current = session()
    current.flush()
    rows = current.scalars(select(Milestone).where(Milestone.site_id == site_id)).all()
    kept = current.get(JourneyProgress, site_id) or JourneyProgress(site_id=site_id)
    sum_up(kept, rows)


def sum_up(kept: JourneyProgress, milestones: Iterable[Milestone]) -> None:
    """Write the sums of these milestones, all of the site of `kept`, and keep them."""
    rows = list(milestones)
    counted = count(MilestoneStatus(row.status) for row in rows)
    kept.done, kept.counted = counted.done, counted.of
    kept.percent = counted.done * 100 // counted.of if counted.of else 0
    dated = sorted(
        (row.planned_on, row.position, row.code, row.critical)
        for row in rows
        if row.planned_on is not None and MilestoneStatus(row.status).is_open
    )
    ahead = next(((code, on) for on, _, code, _ in dated), (None, None))
    critical = next(((code, on) for on, _, code, is_critical in dated if is_critical), (None, None))
    kept.next_code, kept.next_on = ahead
    kept.critical_code, kept.critical_on = critical
    kept.tallies = packed(tally(_activity(row) for row in rows))
    kept.template_version = max((row.template_version for row in rows), default=PRESENT_VERSION)
    session().add(kept)
    session().flush()


def _activity(row: Milestone) -> Activity:
    status = MilestoneStatus(row.status)
    precision = Precision.MONTH if row.is_month_only else Precision.DAY
    on, planned_on = row.happened_on, row.first_planned_on
    return activity(Stage(row.stage), status, on, planned_on, precision)
