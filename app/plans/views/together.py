"""One change to several actions of a site: look at them once more, then all or none."""

from flask import flash, render_template, request

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.words import count
from app.plans import queries, showing
from app.plans.forms.together import TogetherForm
from app.plans.rules import Refused
from app.plans.rules.together import read_picks
from app.plans.service.together import change_together
from app.plans.views.blueprint import Answer, back_href, blueprint, held


@blueprint.get("/sites/<site>/plan/actions/together")
@requires(Can.EDIT_PLAN)
def together() -> str:
    """The ticked actions, and what can be done to all of them."""
    picked = read_picks(request.args.getlist("pick"))
    return _page(_offering(TogetherForm(formdata=None)), picked, {})


@blueprint.post("/sites/<site>/plan/actions/together")
@requires(Can.EDIT_PLAN)
def do_together() -> Answer:
    """Do it to all of them, or to none and say which stands against it."""
    picked, form = read_picks(request.form.getlist("pick")), _offering(TogetherForm())
    conflicts: dict[int, str] = {}
    if form.validate_on_submit():
        try:
            number = change_together(the_site().id, picked, form.wanted())
        except Refused as refused:
            conflicts = _beside(form, refused)
        else:
            flash(f"{count(number, 'action')} changed.", "success")
            return see("plans.actions", site=the_site().slug, **held())
    return _page(form, picked, conflicts), 400 if conflicts else form_status(form)


def _beside(form: TogetherForm, refused: Refused) -> dict[int, str]:
    """What is refused: beside its field, or (returned) for the number of an action."""
    conflicts = {}
    for fault in refused.faults:
        if fault.nth < 0:
            form.refuse(fault.field if fault.field in form else "change", fault.message)
        else:
            conflicts[fault.nth] = fault.message
    return conflicts


def _offering(form: TogetherForm) -> TogetherForm:
    form.offer(queries.owners(the_site().id))
    return form


def _page(form: TogetherForm, picked: dict[int, int], conflicts: dict[int, str]) -> str:
    """After a conflict the actions are shown as they are now: sending again means those."""
    found, today = queries.some_of_site(the_site().id, picked), clock.today()
    rows = [row for row in found if row.status.is_open or row.id in conflicts]
    picks = [
        f"{row.id}.{row.version if conflicts else picked[row.id]}"
        for row in rows
        if row.status.is_open
    ]
    named = {row.id: row.title for row in rows}
    errors = [
        {"text": f"“{named.get(number, f'Action {number}')}” {words}", "href": f"#row-{number}"}
        for number, words in conflicts.items()
    ]
    return render_template(
        "plans/together.html",
        form=form,
        rows=rows,
        states={row.id: showing.state(row, today) for row in rows},
        conflicts=conflicts,
        picks=picks,
        error_summary=errors,
        held=held(),
        back_href=back_href(),
    )
