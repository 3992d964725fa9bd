"""One action: adding it, what it says, and how far it is."""

from collections.abc import Sequence

from flask import abort, flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import can, is_at_rest, requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import audit_trail, clock
from app.core.web.asked import seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.plans import queries, service, showing
from app.plans.forms.actions import ActionForm, DoneForm, DropForm
from app.plans.queries import ActionRow
from app.plans.queries.objectives import objective, objectives
from app.plans.rules import (
    ActionStatus,
    Barrier,
    Code,
    Facilitator,
    NewAction,
    may_set_status,
)
from app.plans.service import ActionChange, Refused
from app.plans.views.blueprint import Answer, accepted, back_href, blueprint, held


@blueprint.get("/sites/<site>/plan/actions/new")
@requires(Can.EDIT_PLAN)
def new() -> str:
    """An empty form."""
    objective = request.args.get("objective", type=int)
    return _new_page(_offering(ActionForm(data={"objective": objective})))


@blueprint.post("/sites/<site>/plan/actions/new")
@requires(Can.EDIT_PLAN)
def add() -> Answer:
    """Put the action into the plan."""
    form, site = _offering(ActionForm()), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.raise_action(site.id, _raised(form), the_actor().id)
    ):
        flash("The action is in the plan.", "success")
        return see("plans.actions", site=site.slug)
    return _new_page(form), form_status(form)


@blueprint.get("/sites/<site>/plan/actions/<int:action_id>")
@requires(Can.SEE_PLAN)
def action(action_id: int) -> str:
    """One action with its history."""
    return _page(_found(action_id))


@blueprint.post("/sites/<site>/plan/actions/<int:action_id>")
@requires(Can.EDIT_PLAN)
def change(action_id: int) -> Answer:
    """Change what it says."""
    found = _found(action_id)
    form = _change_form(found, _codes(found))
    if form.validate_on_submit() and accepted(
        form, lambda: service.change_action(found, _changed(form))
    ):
        flash("The action is changed.", "success")
        return _back_to(action_id)
    return _page(found, change_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/actions/<int:action_id>/start")
@requires(Can.SEE_PLAN)
def start(action_id: int) -> Response:
    """Say that it is in progress."""
    return _set(_own(action_id), ActionStatus.IN_PROGRESS, "The action is in progress.")


@blueprint.post("/sites/<site>/plan/actions/<int:action_id>/done")
@requires(Can.SEE_PLAN)
def done(action_id: int) -> Answer:
    """Say that it is done, today or on the day given."""
    found, form = _own(action_id), DoneForm()
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.set_status(found, ActionStatus.DONE, on=form.on.data or clock.today()),
    ):
        flash("The action is done.", "success")
        return _back_to(action_id)
    return _page(found, done_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/actions/<int:action_id>/drop")
@requires(Can.SEE_PLAN)
def drop(action_id: int) -> Answer:
    """Say that it will not be done, and why."""
    found, form = _own(action_id), DropForm()
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.set_status(found, ActionStatus.DROPPED, reason=form.reason.data or ""),
    ):
        flash("The action is dropped.", "success")
        return _back_to(action_id)
    return _page(found, drop_form=form, failed=form), form_status(form)


@blueprint.post("/sites/<site>/plan/actions/<int:action_id>/open")
@requires(Can.SEE_PLAN)
def reopen(action_id: int) -> Response:
    """Open it again: it was not done after all, or is wanted again."""
    return _set(_own(action_id), ActionStatus.OPEN, "The action is open again.")


def _back_to(action_id: int) -> Response:
    """The action again; the list it was opened from goes along."""
    return see("plans.action", site=the_site().slug, action_id=action_id, **held())


def _found(action_id: int) -> ActionRow:
    return queries.find(the_site().id, action_id) or abort(404)


def _own(action_id: int) -> ActionRow:
    """The action, for those who may say how far it is; 403 for others."""
    found = _found(action_id)
    return found if _may_set_status(found) else abort(403)


def _may_set_status(found: ActionRow) -> bool:
    return not is_at_rest() and may_set_status(
        edits_plan=can(Can.EDIT_PLAN), owner_id=found.owner_id, person_id=the_actor().id
    )


def _offering(form: ActionForm, found: ActionRow | None = None) -> ActionForm:
    kept = (found.owner_id, found.owner) if found and found.owner_id else None
    here = found.objective_id if found else None
    serves = [
        (one.id, f"{one.area.label}: {one.title}")
        for one in objectives(the_site().id)
        if one.is_open or one.id == here
    ]
    form.offer(queries.owners(the_site().id), serves, kept)
    return form


def _change_form(found: ActionRow, codes: Sequence[Code], *, fresh: bool = False) -> ActionForm:
    kept = {
        "title": found.title,
        "detail": found.detail,
        "side": found.side.value,
        "owner": found.owner_id,
        "owner_name": found.owner_name,
        "due_on": found.due_on,
        "objective": found.objective_id,
        "barriers": [code.value for code in codes if isinstance(code, Barrier)],
        "facilitators": [code.value for code in codes if isinstance(code, Facilitator)],
    }
    form = ActionForm(formdata=None, data=kept) if fresh else ActionForm(data=kept)
    return _offering(form, found)


def _codes(found: ActionRow) -> tuple[Code, ...]:
    return queries.codes_of([found.id]).get(found.id, ())


def _raised(form: ActionForm) -> NewAction:
    return NewAction(
        title=form.title.data or "",
        due_on=form.due_on.data,
        side=form.side.data or "",
        detail=form.detail.data or "",
        owner_id=form.owner.data,
        owner_name=form.owner_name.data or "",
        objective_id=form.objective.data,
        codes=form.codes,
    )


def _changed(form: ActionForm) -> ActionChange:
    return ActionChange(
        title=form.title.data or "",
        detail=form.detail.data or "",
        side=form.side.data or "",
        owner_id=form.owner.data,
        owner_name=form.owner_name.data or "",
        due_on=form.due_on.data,
        version=seen_version(0),
        objective_id=form.objective.data,
        codes=form.codes,
    )


def _set(found: ActionRow, status: ActionStatus, said: str) -> Response:
    """Set a status that needs nothing besides."""
    try:
        service.set_status(found, status)
        flash(said, "success")
    except Refused as refused:
        flash(f"Nothing was changed. {refused}.", "important")
    return _back_to(found.id)


def _new_page(form: ActionForm) -> str:
    return render_template("plans/new.html", form=form)


def _page(
    found: ActionRow,
    *,
    change_form: ActionForm | None = None,
    done_form: DoneForm | None = None,
    drop_form: DropForm | None = None,
    failed: PortalForm | None = None,
) -> str:
    entries = audit_trail.of_row(
        the_site().id, "actions", found.id, everything=the_actor().is_nspcc
    )
    edits, today, codes = can(Can.EDIT_PLAN) and found.status.is_open, clock.today(), _codes(found)
    return render_template(
        "plans/action.html",
        action=found,
        codes=codes,
        objective=objective(the_site().id, found.objective_id) if found.objective_id else None,
        held=held(),
        back_href=back_href(),
        state=showing.state(found, today),
        sentence=showing.sentence(found, today),
        may_set_status=_may_set_status(found),
        form=failed,
        change_form=change_form or (_change_form(found, codes, fresh=True) if edits else None),
        changing=change_form is not None,
        done_form=done_form or DoneForm(formdata=None, data={"on": today}),
        drop_form=drop_form or DropForm(formdata=None),
        dropping=drop_form is not None,
        version=seen_version(found.version) if change_form else found.version,
        entries=entries,
        names=names({entry.actor_id for entry in entries if entry.actor_id}),
    )
