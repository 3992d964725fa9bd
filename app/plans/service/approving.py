"""Approving a plan: what it says on that day is kept, and its milestone is done."""

from app.core import audit, clock
from app.core.db import session
from app.core.words import count
from app.journey import service as journey
from app.plans.models import PlanApproval
from app.plans.queries.approvals import approvals, parts_of
from app.plans.rules import Fault, Refused
from app.plans.rules.approval import Plan, changes, frozen
from app.plans.rules.barriers import LONGEST_WORDS
from app.sites.models import Site

_NEEDS = {
    Plan.IMPLEMENTATION: ("objective", "Add an objective first: there is nothing to approve yet"),
    Plan.COMMUNICATION: ("route", "Add a route first: there is nothing to approve yet"),
}


def approve(site_id: int, plan: Plan, note: str, approved_by: int) -> int:
    """Approve a plan as it stands now; returns the number of the approval.

    Approving again what has not changed changes nothing. Completes the plan's milestone. Raises
    `Refused` where there is nothing to approve or the note is too long.
    """
    session().get_one(Site, site_id, with_for_update=True)  # twice at once: one after the other
    parts = parts_of(site_id, plan)
    kind, missing = _NEEDS[plan]
    if not any(one.kind == kind and one.is_open for one in parts):
        raise Refused([Fault("note", missing)])
    if len(note.strip()) > LONGEST_WORDS:
        raise Refused([Fault("note", f"The note must be {LONGEST_WORDS:,} characters or fewer")])
    before = approvals(site_id, plan)
    if before and not changes(before[0].parts, parts):
        return before[0].id
    open_parts = sum(1 for one in parts if one.kind == kind and one.is_open)
    audit.because(
        "plan approved",
        summary=f"{plan.label} approved, with {count(open_parts, kind)}.",
        site_id=site_id,
        reason=note.strip(),
    )
    row = PlanApproval(
        site_id=site_id,
        plan=plan.value,
        approved_on=clock.today(),
        approved_by_id=approved_by,
        note=note.strip(),
        copy=frozen(parts),
        entered_at=clock.now(),
    )
    session().add(row)
    session().flush()
    journey.complete(
        site_id, f"{plan.value}-approved", clock.today(), f"{plan.label} approved in the portal."
    )
    return row.id
