"""Pages of a site's journey: its milestones, and one of them."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import audit_trail, clock
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.journey import queries, service, showing
from app.journey.forms import MilestoneForm, MoveForm
from app.journey.queries import MilestoneDetail
from app.journey.rules import DateMoveReason, MilestoneStatus, Stage
from app.journey.service import ChangedMeanwhile, MilestoneChange, Refused
from app.journey.views.blueprint import blueprint


@blueprint.get("/sites/<site>/journey")
@requires(Can.SEE_JOURNEY)
def index() -> str:
    """The milestones by band, as a task list."""
    today = clock.today()
    rows = queries.milestones_of(the_site().id, today)
    return render_template(
        "journey/index.html",
        stages=showing.stage_states(Stage(the_site().stage)),
        groups=showing.groups(rows, today),
        summary=showing.summary(rows, today),
        planned=bool(rows),
        today=today,
    )


@blueprint.get("/sites/<site>/journey/<code>")
@requires(Can.SEE_JOURNEY)
def milestone(code: str) -> str:
    """One milestone: why it exists, how far it is, and its history."""
    found = _found(code)
    return _page(found, _milestone_form(found), MoveForm(formdata=None))


@blueprint.post("/sites/<site>/journey/<code>")
@requires(Can.EDIT_JOURNEY)
def change(code: str) -> Response | tuple[str, int]:
    """Record how far a milestone is."""
    found = _found(code)
    form = _milestone_form(found)
    site = the_site()
    if form.validate_on_submit() and _accepted(
        form, lambda: service.change_milestone(site.id, code, _entered(form))
    ):
        flash(f"“{found.row.template.name}” is saved.", "success")
        return see("journey.index", site=site.slug, _anchor=showing.group_of(found.row))
    return _page(found, form, MoveForm(formdata=None), failed=form), form_status(form)


@blueprint.post("/sites/<site>/journey/<code>/date")
@requires(Can.EDIT_JOURNEY)
def move(code: str) -> Response | tuple[str, int]:
    """Move the planned date of a milestone, with reasons."""
    found, form, site = _found(code), MoveForm(), the_site()
    if form.validate_on_submit() and _accepted(
        form, lambda: service.move_planned_date(site.id, code, *_moved(form))
    ):
        flash(f"The planned date of “{found.row.template.name}” has moved.", "success")
        return see("journey.milestone", site=site.slug, code=code)
    page = _page(found, _milestone_form(found, fresh=True), form, failed=form, moving=True)
    return page, form_status(form)


def _found(code: str) -> MilestoneDetail:
    found = queries.milestone_of(the_site().id, code, clock.today())
    return found or abort(404)


def _milestone_form(found: MilestoneDetail, *, fresh: bool = False) -> MilestoneForm:
    kept: dict[str, Any] = {
        "progress": found.stored.value,
        "happened_on": found.row.happened_on,
        "evidence": found.evidence,
        "reason": found.reason,
        "note": found.note,
        "version": found.version,
    }
    form = MilestoneForm(formdata=None, data=kept) if fresh else MilestoneForm(data=kept)
    form.offer(showing.choices(found))
    return form


def _entered(form: MilestoneForm) -> MilestoneChange:
    return MilestoneChange(
        status=MilestoneStatus(form.progress.data),
        happened_on=form.happened_on.data,
        evidence=form.evidence.data or "",
        note=form.note.data or "",
        reason=form.reason.data or "",
        version=form.version.data or 0,
    )


def _moved(form: MoveForm) -> tuple[Any, list[DateMoveReason], str, int]:
    reasons = [DateMoveReason(value) for value in form.reasons.data or []]
    return form.new_on.data, reasons, form.move_note.data or "", form.version.data or 0


def _accepted(form: PortalForm, write: Callable[[], None]) -> bool:
    """Whether the service took it; what it refuses is shown beside the fields."""
    try:
        write()
    except Refused as refused:
        for field, message in refused.faults:
            form.refuse("progress" if field == "status" else field, message)
        return False
    except ChangedMeanwhile as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
    return True


def _page(
    found: MilestoneDetail,
    form: MilestoneForm,
    move_form: MoveForm,
    *,
    failed: PortalForm | None = None,
    moving: bool = False,
) -> str:
    entries = audit_trail.of_row(
        the_site().id, "milestones", found.id, everything=the_actor().is_nspcc
    )
    return render_template(
        "journey/milestone.html",
        found=found,
        form=failed,
        milestone_form=form,
        move_form=move_form,
        moving=moving,
        entries=entries,
        names=names({entry.actor_id for entry in entries if entry.actor_id}),
        when=showing.when(found.row, clock.today()),
        group=showing.group_of(found.row),
        needs_evidence=showing.needs_evidence(found),
        reason_hint=showing.reason_hint(found),
    )
