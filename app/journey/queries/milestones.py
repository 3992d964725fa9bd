"""Reads of milestones, of decisions on stages, and of what lists show of many sites."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.core.db import session
from app.core.present import present
from app.journey.models import Milestone, StageDecision
from app.journey.programme import programme, template_of
from app.journey.rules import (
    DueState,
    MilestoneStatus,
    MilestoneTemplate,
    Stage,
    due_state,
    shown_status,
)

OPEN = (MilestoneStatus.NOT_STARTED.value, MilestoneStatus.IN_PROGRESS.value)


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone as pages show it; `status` is the shown one ("cannot start yet" included).

    `confirmed` is false while the planned date is the template's and nobody agreed to it.
    `month_only`: no more than the month of `happened_on` is known, which then lies in its middle.
    """

    template: MilestoneTemplate
    status: MilestoneStatus
    due: DueState
    planned_on: date | None
    first_planned_on: date | None
    happened_on: date | None
    confirmed: bool = False
    month_only: bool = False
    entered_at: datetime | None = None

    @property
    def code(self) -> str:
        """Its part of the address."""
        return self.template.code


@dataclass(frozen=True)
class MilestoneDetail:
    """Everything about one milestone. `stored` is the status kept, `waits_for` what is open."""

    id: int
    row: MilestoneRow
    stored: MilestoneStatus
    waits_for: tuple[MilestoneTemplate, ...]
    entered_at: datetime | None
    entered_by: str | None
    evidence: str
    note: str
    reason: str
    version: int
    confirmed_at: datetime | None
    confirmed_by: str | None
    first_contact_on: date | None


@dataclass(frozen=True)
class NextMilestone:
    """An open milestone of a site, for lists across sites."""

    site_id: int
    code: str
    name: str
    planned_on: date
    critical: bool


@dataclass(frozen=True)
class Lateness:
    """Open milestones of a site whose planned date has passed."""

    overdue: int
    critical: tuple[NextMilestone, ...]


@dataclass(frozen=True)
class DecisionRow:
    """A decision on a stage, newest first in lists; `unmet` are the criteria not met by then."""

    from_stage: Stage
    to_stage: Stage
    decided_on: date
    reason: str
    evidence: str
    unmet: tuple[str, ...]
    decided_by: str | None
    entered_at: datetime


_SHOWN = (
    Milestone.code,
    Milestone.template_version,
    Milestone.status,
    Milestone.planned_on,
    Milestone.first_planned_on,
    Milestone.happened_on,
    Milestone.confirmed_at,
    Milestone.is_month_only,
    Milestone.entered_at,
)
FIRST_CONTACT = "strategic-conversation"


def milestones_of(site_id: int, today: date) -> list[MilestoneRow]:
    """The milestones of a site in the order of the programme; one statement."""
    rows = (
        session()
        .execute(select(*_SHOWN).where(Milestone.site_id == site_id).order_by(Milestone.position))
        .all()
    )
    stored = {row.code: MilestoneStatus(row.status) for row in rows}
    return [_shown(row, stored, today) for row in rows]


def _shown(
    row: Any,
    stored: dict[str, MilestoneStatus],
    today: date,
) -> MilestoneRow:
    template = template_of(row.code, row.template_version)
    status = shown_status(stored[row.code], template.requires, stored)
    due = due_state(row.planned_on, status, today)
    return MilestoneRow(
        template,
        status,
        due,
        row.planned_on,
        row.first_planned_on,
        row.happened_on,
        confirmed=row.confirmed_at is not None,
        month_only=row.is_month_only,
        entered_at=row.entered_at,
    )


def milestone_of(site_id: int, code: str, today: date) -> MilestoneDetail | None:
    """One milestone of a site with everything about it; None when the site has none so called."""
    rows = {row.code: row for row in milestones_of(site_id, today)}
    confirming = aliased(Person)
    found = session().execute(
        select(Milestone, Person.name, confirming.name)
        .outerjoin(Person, Person.id == Milestone.entered_by_id)
        .outerjoin(confirming, confirming.id == Milestone.confirmed_by_id)
        .where(Milestone.site_id == site_id, Milestone.code == code)
    )
    line = found.first()
    if line is None:
        return None
    kept, name, confirmed_by = line
    row, first = rows[code], rows.get(FIRST_CONTACT)
    return MilestoneDetail(
        id=kept.id,
        row=row,
        stored=MilestoneStatus(kept.status),
        waits_for=tuple(
            rows[other].template
            for other in row.template.requires
            if other in rows and rows[other].status.is_open
        ),
        entered_at=kept.entered_at,
        entered_by=name,
        evidence=kept.evidence,
        note=kept.note,
        reason=kept.reason,
        version=kept.version,
        confirmed_at=kept.confirmed_at,
        confirmed_by=confirmed_by,
        first_contact_on=first.happened_on if first is not None else None,
    )


def next_milestones(
    upto: date | None = None, site_ids: Collection[int] | None = None, limit: int = 100
) -> list[NextMilestone]:
    """Open milestones planned up to a day (or all), soonest first; of these sites, or of all."""
    wanted = _open().order_by(Milestone.planned_on, Milestone.position).limit(limit)
    if upto is not None:
        wanted = wanted.where(Milestone.planned_on <= upto)
    if site_ids is not None:
        wanted = wanted.where(Milestone.site_id.in_(site_ids))
    return [_next(row) for row in session().execute(wanted)]


def lateness(site_ids: Collection[int], today: date) -> dict[int, Lateness]:
    """What is overdue at each of these sites; one statement, sites without anything are absent."""
    if not site_ids:
        return {}
    wanted = (
        _open()
        .where(Milestone.site_id.in_(site_ids), Milestone.planned_on < today)
        .order_by(Milestone.planned_on, Milestone.position)
    )
    late: dict[int, list[NextMilestone]] = {}
    for row in session().execute(wanted):
        late.setdefault(row.site_id, []).append(_next(row))
    return {
        site_id: Lateness(len(found), tuple(entry for entry in found if entry.critical))
        for site_id, found in late.items()
    }


def count_overdue(site_ids: Collection[int] | None, today: date, *, critical: bool) -> int:
    """How many open milestones of these sites (None: of all) are past their date."""
    wanted = (
        select(func.count())
        .select_from(Milestone)
        .where(Milestone.status.in_(OPEN), Milestone.planned_on < today)
    )
    if critical:
        wanted = wanted.where(Milestone.critical.is_(True))
    if site_ids is not None:
        wanted = wanted.where(Milestone.site_id.in_(site_ids))
    return session().scalar(wanted) or 0


def _open() -> Select[int, str, int, date | None, bool]:
    return select(
        Milestone.site_id,
        Milestone.code,
        Milestone.template_version,
        Milestone.planned_on,
        Milestone.critical,
    ).where(Milestone.status.in_(OPEN), Milestone.planned_on.is_not(None))


def _next(row: Row[int, str, int, date | None, bool]) -> NextMilestone:
    template = template_of(row.code, row.template_version)
    planned_on = present(row.planned_on)
    return NextMilestone(row.site_id, row.code, template.name, planned_on, row.critical)


def milestone_name(code: str) -> str:
    """The name of a milestone in the present template, for lists that hold only its code."""
    return programme().milestone(code).name


def decisions_of(site_id: int) -> list[DecisionRow]:
    """The decisions on a site's stage, newest first."""
    rows = session().execute(
        select(StageDecision, Person.name)
        .outerjoin(Person, Person.id == StageDecision.decided_by_id)
        .where(StageDecision.site_id == site_id)
        .order_by(StageDecision.id.desc())
    )
    return [
        DecisionRow(
            from_stage=Stage(kept.from_stage),
            to_stage=Stage(kept.to_stage),
            decided_on=kept.decided_on,
            reason=kept.reason,
            evidence=kept.evidence,
            unmet=tuple(kept.unmet.splitlines()),
            decided_by=name,
            entered_at=kept.entered_at,
        )
        for kept, name in rows
    ]
