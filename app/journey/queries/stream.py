"""Milestones done and moved, and decisions on the stage, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import func

from app.core.stream import Entry, beginning_of
from app.core.words import day, month
from app.journey.models import Milestone, MilestoneMove, StageDecision
from app.journey.queries.milestones import milestone_name
from app.journey.rules import MilestoneStatus, Stage
from app.sites.queries.telling import SITE, Part, columns, tell


def _done(row: Any) -> Entry:
    title = f"Milestone done: {milestone_name(row.code)}"
    detail = f"In {month(row.first)}; the day is not known." if row.flag else ""
    path = f"{row.here}/journey/{row.code}"
    return Entry("milestone", row.at, title, detail, path, who_id=row.who, whole_day=True)


def _moved(row: Any) -> Entry:
    if row.many > 1:
        title, path = f"{row.many} planned dates moved", f"{row.here}/journey"
    else:
        dates = f"{f'from {day(row.first)} ' if row.first else ''}to {day(row.last)}"
        title = f"Planned date moved {dates}: {milestone_name(row.code)}"
        path = f"{row.here}/journey/{row.code}"
    return Entry("milestone", row.at, title, row.words, path, who_id=row.who)


def _decided(row: Any) -> Entry:
    title = f"Stage moved from {Stage(row.code).label} to {Stage(row.to).label}"
    unmet = "; ".join(row.more.splitlines())
    detail = f"{row.words} Not met on that day: {unmet}." if unmet else row.words
    path = f"{row.here}/stage"
    return Entry("stage", row.at, title, detail, path, who_id=row.who, whole_day=True)


_dones = columns(
    "milestone-done",
    beginning_of(Milestone.happened_on),
    Milestone.id,
    who=Milestone.entered_by_id,
    code=Milestone.code,
    first=Milestone.happened_on,
    flag=Milestone.is_month_only,
).where(
    Milestone.site_id == SITE,
    Milestone.status == MilestoneStatus.DONE.value,
    Milestone.happened_on.is_not(None),
)
_moves = (  # dates moved together are one entry
    columns(
        "milestone-moved",
        MilestoneMove.moved_at,
        func.min(MilestoneMove.id),
        who=MilestoneMove.moved_by_id,
        code=func.min(Milestone.code),
        words=func.min(MilestoneMove.note),
        first=func.min(MilestoneMove.old_on),
        last=func.min(MilestoneMove.new_on),
        many=func.count(),
    )
    .select_from(MilestoneMove)
    .join(Milestone, Milestone.id == MilestoneMove.milestone_id)
    .where(Milestone.site_id == SITE)
    .group_by(MilestoneMove.moved_at, MilestoneMove.moved_by_id)
)
_stages = columns(
    "stage",
    beginning_of(StageDecision.decided_on),
    StageDecision.id,
    who=StageDecision.decided_by_id,
    code=StageDecision.from_stage,
    to=StageDecision.to_stage,
    words=StageDecision.reason,
    more=StageDecision.unmet,
).where(StageDecision.site_id == SITE)
PARTS = (
    Part("milestone-done", "milestone", _dones, _done),
    Part("milestone-moved", "milestone", _moves, _moved),
    Part("stage", "stage", _stages, _decided),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was done, moved and decided; one statement."""
    return tell(PARTS, site_id, before, limit)
