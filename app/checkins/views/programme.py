"""The programme's cadence, days without calls anywhere, and one's own hours for calls."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.checkins import queries, service
from app.checkins.forms import (
    BlackoutForm,
    HoursForm,
    ProgrammeForm,
    hours_values,
    programme_values,
    stage_field,
)
from app.checkins.showing import times as showing
from app.checkins.views.blueprint import Answer, blueprint
from app.core import clock
from app.core.refusals import Refused
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.sites.rules import Stage


@blueprint.get("/check-ins/cadence")
@requires(Can.SET_PROGRAMME_CADENCE)
def programme() -> Answer:
    """How often sites are called, by stage and level; earlier versions; days without calls."""
    return _programme_page(ProgrammeForm(data=programme_values(queries.cadence())))


@blueprint.post("/check-ins/cadence")
@requires(Can.SET_PROGRAMME_CADENCE)
def set_programme() -> Answer:
    """Make it a new version."""
    form = ProgrammeForm()
    if form.validate_on_submit() and accepted(
        form, lambda: service.set_cadence(form.cadence(), str(form.reason.data))
    ):
        flash("The cadence is set. Calls are proposed by it from now on.", "success")
        return see("checkins.programme")
    return _programme_page(form)


def _programme_page(form: ProgrammeForm) -> tuple[str, int]:
    return again(
        "checkins/programme.html",
        form,
        stages=list(Stage),
        field_of=stage_field,
        rows=showing.version_rows(queries.cadence_versions()),
        blackouts=queries.blackouts_of(None, clock.today()),
    )


@blueprint.get("/check-ins/free-days")
@requires(Can.SET_PROGRAMME_CADENCE)
def programme_free_days() -> str:
    """The form for days without calls at any site."""
    return render_template("checkins/programme_free_days.html", form=BlackoutForm())


@blueprint.post("/check-ins/free-days")
@requires(Can.SET_PROGRAMME_CADENCE)
def keep_free_everywhere() -> Answer:
    """Keep them free."""
    form, who = BlackoutForm(), the_actor()

    def write() -> None:
        first, last = form.first.data, form.last.data
        service.add_blackout(None, first, last, str(form.reason.data), who.id)

    if form.validate_on_submit() and accepted(form, write):
        flash("No calls are proposed on these days. Calls booked before stay.", "success")
        return see("checkins.programme")
    return again("checkins/programme_free_days.html", form)


@blueprint.post("/check-ins/free-days/<int:blackout_id>/end")
@requires(Can.SET_PROGRAMME_CADENCE)
def end_free_days_everywhere(blackout_id: int) -> Answer:
    """Let calls be on these days again."""
    try:
        found = service.remove_blackout(None, blackout_id)
    except LookupError:
        abort(404)
    flash(f"Calls can be on {found.words} again.", "success")
    return see("checkins.programme")


@blueprint.get("/check-ins/hours")
@requires(Can.KEEP_HOURS)
def hours() -> Answer:
    """When one takes calls, and on what."""
    return _hours_page(HoursForm(data=hours_values(queries.desk_of(the_actor().id))))


@blueprint.post("/check-ins/hours")
@requires(Can.KEEP_HOURS)
def keep_hours() -> Answer:
    """Keep it."""
    form = HoursForm()
    if form.validate_on_submit() and accepted(form, lambda: _keep(form)):
        flash("Your hours for calls are kept. Times are proposed from them.", "success")
        return see("checkins.hours")
    return _hours_page(form)


def _keep(form: HoursForm) -> None:
    if half := form.half_typed():
        raise Refused(half)
    service.keep_hours(the_actor().id, form.desk(), form.lunch())


def _hours_page(form: HoursForm) -> tuple[str, int]:
    desk = queries.desk_of(the_actor().id)
    return again("checkins/hours.html", form, kept=desk.is_own)
