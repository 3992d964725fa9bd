"""Actions done and plans approved, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import literal, select

from app.core.stream import Entry, beginning_of, newest
from app.plans.models import Action, PlanApproval
from app.plans.rules import ActionStatus, Side
from app.plans.rules.approval import Plan
from app.sites.queries.stream import address_of


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was done, by whom it was to be done, and what was approved; one statement."""
    done = select(
        literal("action").label("kind"),
        beginning_of(Action.done_on).label("at"),
        Action.id.label("id"),
        Action.owner_id.label("who"),
        Action.side.label("code"),
        Action.title.label("words"),
        address_of(site_id),
    ).where(
        Action.site_id == site_id,
        Action.status == ActionStatus.DONE.value,
        Action.done_on.is_not(None),
    )
    approved = select(
        literal("approval").label("kind"),
        beginning_of(PlanApproval.approved_on).label("at"),
        PlanApproval.id.label("id"),
        PlanApproval.approved_by_id.label("who"),
        PlanApproval.plan.label("code"),
        PlanApproval.note.label("words"),
        address_of(site_id),
    ).where(PlanApproval.site_id == site_id)
    return [_entry(row) for row in newest((done, approved), before, limit)]


def _entry(row: Any) -> Entry:
    if row.kind == "approval":
        title, detail = f"{Plan(row.code).label} approved", row.words
        path = f"{row.here}/plan"
    else:
        title, detail = f"Action done: {row.words}", f"{Side(row.code).label} action"
        path = f"{row.here}/plan/actions/{row.id}"
    return Entry("action", row.at, title, detail, path, who_id=row.who, whole_day=True)
