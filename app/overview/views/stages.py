"""The decision on a site's stage: what the gate asks, what is known, what was decided."""

from dataclasses import dataclass

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.refusals import ChangedMeanwhile, Refused
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.journey import queries as journeys
from app.journey.programme import stage_guides
from app.journey.queries import DecisionRow, MilestoneRow
from app.journey.rules import MilestoneStatus, Stage
from app.journey.service import decide
from app.journey.showing import stage_states
from app.overview.forms import StageForm
from app.overview.queries.gate import coverage_on, facts_of, full_since
from app.overview.queries.one_site import site_details
from app.overview.rules.facts import going_back
from app.overview.rules.gate import CriterionRow, criteria, in_spite_of, met_in_words, unmet
from app.overview.views.blueprint import blueprint
from app.plans.queries import open_counts


@blueprint.get("/sites/<site>/stage")
@requires(Can.SEE_JOURNEY)
def stage() -> str:
    """The present stage, its gate with the facts there are, and earlier decisions."""
    present = the_site().stage
    form = StageForm(formdata=None, decided_on=clock.today(), seen=present)
    return _page(form)


@blueprint.post("/sites/<site>/stage")
@requires(Can.DECIDE_STAGE)
def move_stage() -> Response | tuple[str, int]:
    """Record a decision; the site is in the stage from now on."""
    form = StageForm()
    form.offer(Stage(the_site().stage))
    if form.validate_on_submit() and _decided(form):
        to = Stage(form.to.data)
        flash(f"{the_site().name} is now in {to.label}.", "success")
        return see("overview.site", site=the_site().slug)
    return _page(form), form_status(form)


def _decided(form: StageForm) -> bool:
    seen = next((each for each in Stage if each.value == form.seen.data), None)
    site = the_site()
    try:
        decide(
            site.id,
            Stage(form.to.data),
            form.reason.data or "",
            form.evidence.data or "",
            form.decided_on.data,
            seen,
            unmet(_gate(Stage(site.stage)).rows),
        )
    except Refused as refused:
        for field, message in refused.faults:
            form.refuse({"on": "decided_on"}.get(field, field), message)
        return False
    except ChangedMeanwhile as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
    return True


@dataclass(frozen=True)
class Gate:
    """The gate of the present stage and what it was read from."""

    rows: list[CriterionRow]
    milestones: list[MilestoneRow]
    decisions: list[DecisionRow]


def _gate(stage: Stage) -> Gate:
    site, today = the_site(), clock.today()
    milestones = journeys.milestones_of(site.id, today)
    done = {
        row.code: None if row.month_only else row.happened_on  # then no day is shown as known
        for row in milestones
        if row.status is MilestoneStatus.DONE
    }
    decisions = journeys.decisions_of(site.id)
    facts = facts_of(site.id, stage, done, full_since(decisions), today)
    return Gate(criteria(stage_guides()[stage], done, facts), milestones, decisions)


def _page(form: StageForm) -> str:
    site, today = the_site(), clock.today()
    details = site_details(site.id)
    form.offer(details.stage)
    gate, is_last = _gate(details.stage), details.stage is Stage.SUSTAINABILITY
    return render_template(
        "overview/stage.html",
        details=details,
        stages=stage_states(details.stage),
        guide=stage_guides()[details.stage],
        rows=gate.rows,
        met=met_in_words(gate.rows),
        is_last=is_last,
        in_spite="" if is_last else in_spite_of(unmet(gate.rows)),
        beside=_beside(gate.milestones),
        suggestion=_suggestion(details.stage),
        form=form,
        decisions=gate.decisions,
        today=today,
    )


def _suggestion(stage: Stage) -> str:
    """Why going back is suggested; asked only where a site can be sent back by it."""
    if stage.number < Stage.FULL.number:
        return ""
    return going_back(stage, coverage_on(the_site().id, clock.today()))


def _beside(milestones: list[MilestoneRow]) -> list[dict[str, object]]:
    """What weighs on a decision beside the criteria: late critical milestones, open actions."""
    slug = the_site().slug
    late = [row.template.name for row in milestones if row.due.is_late and row.template.critical]
    counts = open_counts(the_site().id, clock.today())
    return [
        {
            "key": "Critical milestones overdue",
            "value": "; ".join(late) or "Nothing critical is overdue",
            "href": url_for("journey.index", site=slug),
            "action": "See",
            "hidden": "the journey",
        },
        {
            "key": "Actions of the plan",
            "value": f"{counts.open} open, {counts.overdue} overdue",
            "href": url_for("plans.index", site=slug),
            "action": "See",
            "hidden": "the plan",
        },
    ]
