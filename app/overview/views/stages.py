"""The decision on a site's stage: what the gate asks, what is known, what was decided."""

from collections.abc import Mapping
from datetime import date

from flask import flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.assessments.rules import Decision
from app.core import clock
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.journey import queries as journeys
from app.journey.programme import stage_guides
from app.journey.rules import MilestoneStatus, Stage
from app.journey.service import ChangedMeanwhile, Refused, decide
from app.journey.showing import stage_states
from app.overview.forms import StageForm
from app.overview.queries.one_site import site_details
from app.overview.queries.rounds import newest_rounds
from app.overview.rules.gate import KnownFact, criteria, met_in_words
from app.overview.views.blueprint import blueprint


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
    try:
        decide(
            the_site().id,
            Stage(form.to.data),
            form.reason.data or "",
            form.evidence.data or "",
            form.decided_on.data,
            seen,
        )
    except Refused as refused:
        for field, message in refused.faults:
            form.refuse({"on": "decided_on"}.get(field, field), message)
        return False
    except ChangedMeanwhile as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
    return True


def _facts(site_id: int) -> dict[str, KnownFact]:
    """What other rooms know of the gate's criteria."""
    preisa = newest_rounds([site_id]).get(site_id, {}).get("preisa")
    if preisa is None or preisa.decided is None:
        return {}
    source = f"The NSPCC's decision after the PreISA: {preisa.decided.lower()}."
    return {"decision-to-proceed": KnownFact(preisa.decision == Decision.PROCEED, source)}


def _page(form: StageForm) -> str:
    site = the_site()
    details = site_details(site.id)
    form.offer(details.stage)
    milestones = journeys.milestones_of(site.id, clock.today())
    done: Mapping[str, date | None] = {
        row.code: None if row.month_only else row.happened_on
        for row in milestones
        if row.status is MilestoneStatus.DONE
    }
    guide = stage_guides()[details.stage]
    rows = criteria(guide, done, _facts(site.id))
    return render_template(
        "overview/stage.html",
        details=details,
        stages=stage_states(details.stage),
        guide=guide,
        rows=rows,
        met=met_in_words(rows),
        form=form,
        decisions=journeys.decisions_of(site.id),
        today=clock.today(),
    )
