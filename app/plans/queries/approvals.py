"""What was approved, and a plan as it stands now in the same shape."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.words import day
from app.plans.models import Action, PlanApproval
from app.plans.queries.objectives import objectives
from app.plans.queries.routes import routes
from app.plans.queries.rows import rows_of, selected
from app.plans.rules import ActionStatus
from app.plans.rules.approval import Part, Plan, thawed
from app.plans.rules.objectives import ObjectiveStatus


@dataclass(frozen=True)
class Approval:
    """A plan was approved: on which day, by whom, and what it said then."""

    id: int
    plan: Plan
    on: date
    by: str
    note: str
    parts: tuple[Part, ...]


def approvals(site_id: int, plan: Plan) -> list[Approval]:
    """Every approval of a plan, newest first."""
    rows = session().execute(
        select(PlanApproval, Person.name)
        .join(Person, Person.id == PlanApproval.approved_by_id)
        .where(PlanApproval.site_id == site_id, PlanApproval.plan == plan.value)
        .order_by(PlanApproval.id.desc())
    )
    return [_approval(one, name) for one, name in rows]


def latest_approval(site_id: int, plan: Plan) -> Approval | None:
    """The approval that holds; None before the first."""
    row = (
        session()
        .execute(
            select(PlanApproval, Person.name)
            .join(Person, Person.id == PlanApproval.approved_by_id)
            .where(PlanApproval.site_id == site_id, PlanApproval.plan == plan.value)
            .order_by(PlanApproval.id.desc())
            .limit(1)
        )
        .first()
    )
    return None if row is None else _approval(*row)


def parts_of(site_id: int, plan: Plan) -> list[Part]:
    """A plan as it stands now: what is worked on, and, closed, what was dropped."""
    return _routes(site_id) if plan is Plan.COMMUNICATION else _implementation(site_id)


def _approval(one: PlanApproval, name: str) -> Approval:
    copy: dict[str, Any] = one.copy
    return Approval(one.id, Plan(one.plan), one.approved_on, name, one.note, thawed(copy))


def _implementation(site_id: int) -> list[Part]:
    found = [
        Part(
            "objective",
            one.id,
            one.title,
            {
                "Area": one.area.label,
                "What good looks like": one.good,
                "Measure": one.measure,
                "Led by": one.owner_name,
                "By when": day(one.due_on),
            },
            owner_id=one.owner_id,
            is_open=one.is_open,
        )
        for one in objectives(site_id)
        if one.status is not ObjectiveStatus.REACHED
    ]
    actions = rows_of(
        selected()
        .where(Action.site_id == site_id, Action.status != ActionStatus.DONE)
        .order_by(Action.id)
    )
    return found + [
        Part(
            "action",
            one.id,
            one.title,
            {"Done by": one.owner_name, "By when": day(one.due_on), "Side": one.side.label},
            owner_id=one.owner_id,
            under=one.objective_id,
            is_open=one.status.is_open,
        )
        for one in actions
    ]


def _routes(site_id: int) -> list[Part]:
    return [
        Part(
            "route",
            one.id,
            f"{one.sender} to {one.receiver}: {one.content}",
            {
                "How": one.channel.label,
                "How often": one.frequency.label,
                "Answer within": f"{one.reply_days} days" if one.reply_days else "",
            },
            is_open=one.stopped_on is None,
        )
        for one in routes(site_id)
    ]
