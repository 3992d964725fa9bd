"""Milestones done and moved, and decisions on the stage, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import Date, Select, cast, func, literal, null, select

from app.core.stream import Entry, beginning_of, newest
from app.core.words import day, month
from app.journey.models import Milestone, MilestoneMove, StageDecision
from app.journey.queries.milestones import milestone_name
from app.journey.rules import MilestoneStatus, Stage
from app.sites.queries.stream import address_of

_NONE = cast(null(), Date)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was done, moved and decided; dates moved together are one entry. One statement."""
    parts = (_done(site_id), _moved(site_id), _decided(site_id))
    return [_WORDS[row.kind](row) for row in newest(parts, before, limit)]


def _done(site_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        literal("done").label("kind"),
        beginning_of(Milestone.happened_on).label("at"),
        Milestone.id.label("id"),
        Milestone.entered_by_id.label("who"),
        Milestone.code.label("code"),
        literal("").label("to"),
        literal("").label("words"),
        Milestone.happened_on.label("old_on"),
        _NONE.label("new_on"),
        literal(1).label("many"),
        Milestone.is_month_only.label("month_only"),
        address_of(site_id),
    ).where(
        Milestone.site_id == site_id,
        Milestone.status == MilestoneStatus.DONE.value,
        Milestone.happened_on.is_not(None),
    )


def _moved(site_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal("moved").label("kind"),
            MilestoneMove.moved_at.label("at"),
            func.min(MilestoneMove.id).label("id"),
            MilestoneMove.moved_by_id.label("who"),
            func.min(Milestone.code).label("code"),
            literal("").label("to"),
            func.min(MilestoneMove.note).label("words"),
            func.min(MilestoneMove.old_on).label("old_on"),
            func.min(MilestoneMove.new_on).label("new_on"),
            func.count().label("many"),
            literal(False).label("month_only"),
            address_of(site_id),
        )
        .join(Milestone, Milestone.id == MilestoneMove.milestone_id)
        .where(Milestone.site_id == site_id)
        .group_by(MilestoneMove.moved_at, MilestoneMove.moved_by_id)
    )


def _decided(site_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        literal("stage").label("kind"),
        beginning_of(StageDecision.decided_on).label("at"),
        StageDecision.id.label("id"),
        StageDecision.decided_by_id.label("who"),
        StageDecision.from_stage.label("code"),
        StageDecision.to_stage.label("to"),
        StageDecision.reason.label("words"),
        _NONE.label("old_on"),
        _NONE.label("new_on"),
        literal(1).label("many"),
        literal(False).label("month_only"),
        address_of(site_id),
    ).where(StageDecision.site_id == site_id)


def _done_entry(row: Any) -> Entry:
    return Entry(
        kind="milestone",
        at=row.at,
        title=f"Milestone done: {milestone_name(row.code)}",
        detail=f"In {month(row.old_on)}; the day is not known." if row.month_only else "",
        path=f"{row.here}/journey/{row.code}",
        who_id=row.who,
        whole_day=True,
    )


def _moved_entry(row: Any) -> Entry:
    if row.many > 1:
        title, path = f"{row.many} planned dates moved", f"{row.here}/journey"
    else:
        dates = f"{f'from {day(row.old_on)} ' if row.old_on else ''}to {day(row.new_on)}"
        title = f"Planned date moved {dates}: {milestone_name(row.code)}"
        path = f"{row.here}/journey/{row.code}"
    return Entry("milestone", row.at, title, row.words, path, who_id=row.who)


def _stage_entry(row: Any) -> Entry:
    old, new = Stage(row.code).label, Stage(row.to).label
    return Entry(
        kind="stage",
        at=row.at,
        title=f"Stage moved from {old} to {new}",
        detail=row.words,
        path=f"{row.here}/stage",
        who_id=row.who,
        whole_day=True,
    )


_WORDS = {"done": _done_entry, "moved": _moved_entry, "stage": _stage_entry}
