"""What a person gets mail of, and when they are away."""

from flask import abort, flash, render_template

from app.access.gate import signed_in, the_actor
from app.core import clock
from app.core.web.forms import PortalForm, again
from app.core.web.returned import see
from app.notices import queries, service
from app.notices.forms import AwayForm, ChoicesForm, ConfirmForm
from app.notices.rules import Kind
from app.notices.views.blueprint import Page, blueprint


def _muted() -> set[Kind]:
    return {kind for _, kind in queries.mutes_of([the_actor().id])}


def _about_choices() -> dict[str, object]:
    """What stands beside the form."""
    return {
        "always": [kind for kind in Kind if kind.is_critical],
        "hints": {kind.value: kind.what for kind in Kind},
        "absences": queries.absences([the_actor().id], clock.today()),
    }


@blueprint.get("/account/notices")
@signed_in
def choices() -> Page:
    """The kinds of mail one gets, and the days one is away."""
    muted = _muted()
    form = ChoicesForm(data={"kinds": [kind.value for kind in Kind if kind not in muted]})
    return render_template("notices/choices.html", form=form, **_about_choices())


@blueprint.post("/account/notices")
@signed_in
def choose() -> Page:
    """Keep what is ticked."""
    form = ChoicesForm()
    if not form.validate_on_submit():
        return again("notices/choices.html", form, **_about_choices())
    service.choose(the_actor().id, form.wanted())
    flash("Saved. It counts for every mail from now on.", "success")
    return see("notices.choices")


@blueprint.get("/account/away")
@signed_in
def away() -> Page:
    """The form for days away."""
    return render_template("notices/away.html", form=AwayForm())


def _enter(form: AwayForm) -> bool:
    """Whether the absence is entered; if not, the form says why."""
    if not form.validate_on_submit():
        return False
    try:
        service.go_away(
            the_actor().id, form.first_day.data, form.last_day.data, form.note.data or ""
        )
    except service.NotPossible as fault:
        form.refuse(fault.field, fault.message)
        return False
    return True


@blueprint.post("/account/away")
@signed_in
def go_away() -> Page:
    """Enter that one is away."""
    form: PortalForm = AwayForm()
    if not _enter(form):
        return again("notices/away.html", form)
    flash("Saved. While you are away we send you no reminders.", "success")
    return see("notices.choices")


@blueprint.post("/account/away/<int:absence_id>/remove")
@signed_in
def come_back(absence_id: int) -> Page:
    """Take an absence back."""
    if ConfirmForm().validate_on_submit():
        try:
            service.come_back(the_actor().id, absence_id)
        except LookupError:
            abort(404)
        flash("Removed. Reminders come as usual.", "success")
    return see("notices.choices")
