"""One objective: adding it, what it says, how it stands and went, how it ends."""

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.plans import objective_words, queries
from app.plans.forms.objectives import EndForm, ObjectiveForm
from app.plans.queries import reviews
from app.plans.queries.objectives import ObjectiveRow, actions_of, last_reviews
from app.plans.queries.objectives import objective as read
from app.plans.rules import Barrier, Facilitator, Fault, Refused
from app.plans.rules.objectives import Area, NewObjective, ObjectiveStatus
from app.plans.service import objectives as service
from app.plans.views.blueprint import Answer, accepted, blueprint, plan_address


@blueprint.get("/sites/<site>/plan/objectives/new")
@requires(Can.EDIT_PLAN)
def new_objective() -> str:
    """An empty form."""
    return _new_page(_offering(ObjectiveForm(data={"area": request.args.get("area", "")})))


@blueprint.post("/sites/<site>/plan/objectives/new")
@requires(Can.EDIT_PLAN)
def add_objective() -> Answer:
    """Put the objective into the plan."""
    form, site = _offering(ObjectiveForm()), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.add_objective(site.id, _entered(form), the_actor().id)
    ):
        flash("The objective is in the plan.", "success")
        return see("plans.index", site=site.slug)
    return _new_page(form), form_status(form)


@blueprint.get("/sites/<site>/plan/objectives/<int:objective_id>")
@requires(Can.SEE_PLAN)
def objective(objective_id: int) -> str:
    """One objective with its actions and how it went."""
    return _page(_found(objective_id))


@blueprint.post("/sites/<site>/plan/objectives/<int:objective_id>")
@requires(Can.EDIT_PLAN)
def change_objective(objective_id: int) -> Answer:
    """Change what it says."""
    found = _found(objective_id)
    form = _filled(found)
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.change_objective(
            found, service.ObjectiveChange(_entered(form), seen_version(0))
        ),
    ):
        flash("The objective is changed.", "success")
        return see("plans.objective", site=the_site().slug, objective_id=objective_id)
    return _page(found, form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/objectives/<int:objective_id>/end")
@requires(Can.EDIT_PLAN)
def end_objective(objective_id: int) -> Answer:
    """Say that it is reached, or drop it."""
    found, form = _found(objective_id), EndForm()
    if form.validate_on_submit() and accepted(form, lambda: _end(found, form)):
        flash("The objective has ended.", "success")
        return see("plans.objective", site=the_site().slug, objective_id=objective_id)
    return _page(found, end_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/objectives/<int:objective_id>/open")
@requires(Can.EDIT_PLAN)
def reopen_objective(objective_id: int) -> Response:
    """Work on it again."""
    service.end_objective(_found(objective_id), ObjectiveStatus.OPEN, "")
    flash("The objective is open again.", "success")
    return see("plans.objective", site=the_site().slug, objective_id=objective_id)


@blueprint.post("/sites/<site>/plan/objectives/<int:objective_id>/move")
@requires(Can.EDIT_PLAN)
def move_objective(objective_id: int) -> Response:
    """Put it before or after its neighbour."""
    service.move_objective(_found(objective_id), up=request.form.get("way") == "up")
    flash("The order is changed.", "success")
    return see("plans.index", site=the_site().slug)


def _found(objective_id: int) -> ObjectiveRow:
    return read(the_site().id, objective_id) or abort(404)


def _end(found: ObjectiveRow, form: EndForm) -> None:
    chosen = form.status.data
    status = ObjectiveStatus(chosen) if chosen in set(ObjectiveStatus) else found.status
    if status is ObjectiveStatus.OPEN:
        raise Refused([Fault("status", "Choose how it ends")])
    service.end_objective(found, status, form.reason.data or "")


def _entered(form: ObjectiveForm) -> NewObjective:
    return NewObjective(
        area=form.area.data or "",
        title=form.title.data or "",
        good=form.good.data or "",
        measure=form.measure.data or "",
        due_on=form.due_on.data,
        owner_id=form.owner.data,
        owner_name=form.owner_name.data or "",
        codes=form.codes,
    )


def _offering(form: ObjectiveForm, found: ObjectiveRow | None = None) -> ObjectiveForm:
    kept = (found.owner_id, found.owner) if found and found.owner_id else None
    form.offer(queries.owners(the_site().id), kept)
    return form


def _filled(found: ObjectiveRow, *, fresh: bool = False) -> ObjectiveForm:
    kept = {
        "area": found.area.value,
        "title": found.title,
        "good": found.good,
        "measure": found.measure,
        "owner": found.owner_id,
        "owner_name": found.owner_name,
        "due_on": found.due_on,
        "barriers": [code.value for code in found.codes if isinstance(code, Barrier)],
        "facilitators": [code.value for code in found.codes if isinstance(code, Facilitator)],
    }
    form = ObjectiveForm(formdata=None, data=kept) if fresh else ObjectiveForm(data=kept)
    return _offering(form, found)


def _new_page(form: ObjectiveForm) -> str:
    return render_template(
        "plans/new_objective.html", form=form, hints={area.value: area.hint for area in Area}
    )


def _page(
    found: ObjectiveRow,
    *,
    form: ObjectiveForm | None = None,
    end_form: EndForm | None = None,
    failed: PortalForm | None = None,
) -> str:
    today = clock.today()
    edits = can(Can.EDIT_PLAN) and found.is_open
    said = reviews.said_of(found.id)
    return render_template(
        "plans/objective.html",
        objective=found,
        state=objective_words.state(found, last_reviews([found.id]).get(found.id)),
        sentence=objective_words.sentence(found, today),
        course=objective_words.course_of(said),
        said=objective_words.timeline(said),
        lines=objective_words.lines(actions_of(found.site_id, found.id), today, plan_address),
        form=failed,
        change_form=form or (_filled(found, fresh=True) if edits else None),
        changing=form is not None,
        end_form=end_form or EndForm(formdata=None),
        ending=end_form is not None,
        hints={area.value: area.hint for area in Area},
        version=seen_version(found.version) if form else found.version,
    )
