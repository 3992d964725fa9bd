"""Reads about planned dates: how they moved, what a person has entered so far, and the anchors."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.journey.models import JourneyDraft, Milestone, MilestoneMove, MilestoneMoveReason
from app.journey.programme import template_of
from app.journey.queries.milestones import OPEN, MilestoneRow
from app.journey.rules import (
    Anchors,
    DateMoveReason,
    MilestoneStatus,
    OpenDate,
    Replan,
    anchors_known,
    asks_for_replanning,
    replan,
)
from app.sites.models import Site

KEPT_FOR = timedelta(days=2)


@dataclass(frozen=True)
class MoveRow:
    """A planned date that moved."""

    old_on: date | None
    new_on: date
    reasons: tuple[DateMoveReason, ...]
    note: str
    moved_by: str | None
    moved_at: datetime


@dataclass(frozen=True)
class AnchorState:
    """The anchors of a site, and where its milestones say they lie by now."""

    kept: Anchors
    known: Anchors
    asks: bool


def moves_of(milestone_id: int) -> list[MoveRow]:
    """How the planned date of a milestone moved, newest first; two statements."""
    mine = MilestoneMove.milestone_id == milestone_id
    moves = session().execute(
        select(MilestoneMove, Person.name)
        .outerjoin(Person, Person.id == MilestoneMove.moved_by_id)
        .where(mine)
        .order_by(MilestoneMove.id.desc())
    )
    given = session().execute(
        select(MilestoneMoveReason.move_id, MilestoneMoveReason.reason)
        .join(MilestoneMove, MilestoneMove.id == MilestoneMoveReason.move_id)
        .where(mine)
    )
    reasons: dict[int, set[str]] = {}
    for move_id, reason in given:
        reasons.setdefault(move_id, set()).add(reason)
    return [
        MoveRow(
            old_on=move.old_on,
            new_on=move.new_on,
            reasons=tuple(r for r in DateMoveReason if r.value in reasons.get(move.id, ())),
            note=move.note,
            moved_by=name,
            moved_at=move.moved_at,
        )
        for move, name in moves
    ]


def draft_of(site_id: int, person_id: int, subject: str) -> dict[str, Any]:
    """What this person has entered so far; empty when there is nothing, or it is forgotten."""
    found = session().scalars(
        select(JourneyDraft.entered).where(
            JourneyDraft.site_id == site_id,
            JourneyDraft.person_id == person_id,
            JourneyDraft.subject == subject,
            JourneyDraft.saved_at > clock.now() - KEPT_FOR,
        )
    )
    return found.first() or {}


def replan_of(site_id: int, anchors: Anchors, today: date) -> Replan:
    """Where every open milestone of the site would come to lie, counted from these anchors."""
    return replan(_open_dates(site_id), anchors, today)


def _open_dates(site_id: int) -> list[OpenDate]:
    rows = session().execute(
        select(
            Milestone.code,
            Milestone.template_version,
            Milestone.planned_on,
            Milestone.confirmed_at,
            Milestone.version,
        )
        .where(Milestone.site_id == site_id, Milestone.status.in_(OPEN))
        .order_by(Milestone.position)
    )
    return [
        OpenDate(
            template_of(row.code, row.template_version),
            row.planned_on,
            row.confirmed_at is not None,
            row.version,
        )
        for row in rows
    ]


def anchors_of(site_id: int, rows: list[MilestoneRow], today: date) -> AnchorState:
    """The dates the plan counts from, and whether it should be counted anew; one statement.

    `rows` are all milestones of the site.
    """
    kept = kept_anchors(site_id)
    actual = {row.code: _lies_on(row) for row in rows}
    known = anchors_known(kept.contract_on, kept.training_on, actual)
    dates = [OpenDate(r.template, r.planned_on, r.confirmed) for r in rows if r.status.is_open]
    return AnchorState(kept, known, asks_for_replanning(dates, known, today))


def kept_anchors(site_id: int) -> Anchors:
    """The dates of contract and training that a site's plan is counted from."""
    row = session().execute(select(Site.contract_on, Site.training_on).where(Site.id == site_id))
    return Anchors(*row.one())


def _lies_on(row: MilestoneRow) -> date | None:
    """When it happened or is planned; nothing for what was set aside."""
    if row.status is MilestoneStatus.DONE:
        return row.happened_on
    return row.planned_on if row.status.is_open else None
