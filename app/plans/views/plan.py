"""The plan of a site: its objectives with their actions, and its approval."""

from typing import Any

from flask import abort, flash, render_template, url_for

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.plans import objective_words, queries, showing
from app.plans.forms.objectives import ApproveForm
from app.plans.queries import approvals as approved
from app.plans.queries import barriers, objectives, reviews, routes
from app.plans.queries.lists import NO_OBJECTIVE
from app.plans.queries.objectives import ObjectiveRow
from app.plans.rules.approval import Plan, changes
from app.plans.rules.routes import RouteState
from app.plans.service.approving import approve as approve_plan
from app.plans.views.blueprint import Answer, accepted, blueprint, plan_address

MOST_LOOSE = 15  # actions without an objective on the page of the whole plan
PAGES = {
    Plan.IMPLEMENTATION.value: "plans.index",
    Plan.COMMUNICATION.value: "plans.communication",
}


@blueprint.get("/sites/<site>/plan")
@requires(Can.SEE_PLAN)
def index() -> str:
    """The whole plan: objectives with their actions, actions without one, what else belongs."""
    found = objectives.objectives(the_site().id)
    counts = queries.open_counts(the_site().id, clock.today())
    return render_template(
        "plans/index.html",
        counts=counts,
        figures=showing.figures(counts, _actions),
        first_line=showing.first_line(counts),
        **_grouped(found),
        **_standing(found),
    )


@blueprint.get("/sites/<site>/plan/approve/<plan>")
@requires(Can.SEE_PLAN)
def approval(plan: str) -> str:
    """What was approved when, what changed since, and, for who may, approving it."""
    return _approval_page(_plan(plan), ApproveForm(formdata=None))


@blueprint.post("/sites/<site>/plan/approve/<plan>")
@requires(Can.APPROVE_PLAN)
def approve(plan: str) -> Answer:
    """Approve the plan as it stands now."""
    form, site, which = ApproveForm(), the_site(), _plan(plan)
    note = form.note.data or ""
    if form.validate_on_submit() and accepted(
        form, lambda: approve_plan(site.id, which, note, the_actor().id)
    ):
        flash(f"The {which.label.lower()} is approved.", "success")
        return see(PAGES[which.value], site=site.slug)
    return _approval_page(which, form), form_status(form)


def _plan(word: str) -> Plan:
    return Plan(word) if word in set(Plan) else abort(404)


def _approval_page(plan: Plan, form: ApproveForm) -> str:
    site = the_site()
    every, now = approved.approvals(site.id, plan), approved.parts_of(site.id, plan)
    parts = every[0].parts if every else ()
    people = {part.owner_id for part in [*parts, *now] if part.owner_id}
    return render_template(
        "plans/approval.html",
        plan=plan,
        form=form,
        approvals=every,
        changes=changes(every[0].parts, now) if every else [],
        parts=parts,
        names=names(people),
        back=url_for(PAGES[plan.value], site=site.slug),
    )


def _grouped(found: list[ObjectiveRow]) -> dict[str, Any]:
    """The objectives by area with their open actions, then the actions that serve none."""
    site, today = the_site(), clock.today()
    actions, work = objectives.open_actions(site.id), objectives.work(site.id, today)
    last = objectives.last_reviews([row.id for row in found])
    loose = [one for one in actions if one.objective_id is None][:MOST_LOOSE]
    return {
        "objectives_line": objective_words.progress_line(found, last),
        "groups": objective_words.groups(found, actions, work, last, today, plan_address),
        "ended": [(row, objective_words.state(row, None)) for row in found if not row.is_open],
        "loose": objective_words.lines(loose, today, plan_address),
        "loose_count": work[None].open if None in work else 0,
        "loose_href": plan_address(objective=NO_OBJECTIVE),
    }


def _standing(found: list[ObjectiveRow]) -> dict[str, Any]:
    """Approval, review, barriers and routes: where else something waits."""
    site, today = the_site(), clock.today()
    latest = approved.latest_approval(site.id, Plan.IMPLEMENTATION)
    waiting = [raised for raised, answered in barriers.times(site.id) if answered is None]
    states = [one.state(today) for one in routes.routes(site.id)]
    looks = [row.next_review_on for row in found if row.is_open and row.next_review_on]
    return {
        "approval": latest,
        "changes": len(changes(latest.parts, approved.parts_of(site.id, Plan.IMPLEMENTATION)))
        if latest
        else 0,
        "walk": reviews.open_walk(site.id),
        "next_review_on": min(looks, default=None),
        "review_is_late": any(row.review_is_late(today) for row in found),
        "waiting": len(waiting),
        "longest": max(((today - raised).days for raised in waiting), default=0),
        "routes": sum(1 for one in states if one is not RouteState.STOPPED),
        "late_routes": sum(1 for one in states if one in (RouteState.LATE, RouteState.REPLY_LATE)),
    }


def _actions(**narrowed: Any) -> str:
    kept = {name: value for name, value in narrowed.items() if value}
    return url_for("plans.actions", site=the_site().slug, **kept)
