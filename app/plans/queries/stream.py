"""Actions done and plans approved, for the stream of a site."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry, beginning_of
from app.plans.models import Action, PlanApproval
from app.plans.rules import ActionStatus, Side
from app.plans.rules.approval import Plan
from app.sites.queries.telling import SITE, Part, columns, tell


def _done(row: Any) -> Entry:
    title, detail = f"Action done: {row.words}", f"{Side(row.code).label} action"
    path = f"{row.here}/plan/actions/{row.number}"
    return Entry("action", row.at, title, detail, path, who_id=row.who, whole_day=True)


def _approved(row: Any) -> Entry:
    title, path = f"{Plan(row.code).label} approved", f"{row.here}/plan"
    return Entry("action", row.at, title, row.words, path, who_id=row.who, whole_day=True)


_actions = columns(
    "action",
    beginning_of(Action.done_on),
    Action.id,
    who=Action.owner_id,
    code=Action.side,
    words=Action.title,
).where(
    Action.site_id == SITE,
    Action.status == ActionStatus.DONE.value,
    Action.done_on.is_not(None),
)
_approvals = columns(
    "approval",
    beginning_of(PlanApproval.approved_on),
    PlanApproval.id,
    who=PlanApproval.approved_by_id,
    code=PlanApproval.plan,
    words=PlanApproval.note,
).where(PlanApproval.site_id == SITE)
PARTS = (
    Part("action", "action", _actions, _done),
    Part("approval", "action", _approvals, _approved),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """What was done, by whom it was to be done, and what was approved; one statement."""
    return tell(PARTS, site_id, before, limit)
