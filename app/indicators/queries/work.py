"""Milestones with their days."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.core.db import Base
from app.indicators.queries.past import Past, rows
from app.indicators.rules.known import MilestoneDay
from app.journey.models import Milestone
from app.journey.programme import template_of
from app.journey.rules import MilestoneStatus

TABLES: tuple[type[Base], ...] = (Milestone,)


def milestones_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[MilestoneDay]]:
    """The milestones that count, done or open; one statement."""
    chosen = select(
        Milestone.id,
        Milestone.site_id,
        Milestone.code,
        Milestone.template_version,
        Milestone.critical,
        Milestone.status,
        Milestone.planned_on,
        Milestone.happened_on,
    ).where(Milestone.site_id.in_(site_ids))
    found: dict[int, list[MilestoneDay]] = defaultdict(list)
    for row in rows(Milestone, chosen, past):
        status = MilestoneStatus(row.status)
        is_done = status is MilestoneStatus.DONE
        if status.is_open or is_done:
            name = template_of(row.code, row.template_version).name
            done_on = row.happened_on if is_done else None
            found[row.site_id].append(MilestoneDay(name, row.critical, row.planned_on, done_on))
    return found
