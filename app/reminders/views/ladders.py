"""All ladders, their versions, and who the portfolio leads are."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.forms import again
from app.core.web.returned import see
from app.notices.rules import Kind
from app.reminders import queries, service, showing
from app.reminders.forms import PortfolioForm, ReasonForm
from app.reminders.queries import Version
from app.reminders.rules import check_reason
from app.reminders.views.blueprint import Page, accepted, blueprint, seen_number


@blueprint.get("/admin/reminders")
@requires(Can.SET_LADDERS)
def index() -> Page:
    """Every kind of thing that falls due, and when people are reminded of it."""
    version = queries.present()
    return render_template(
        "reminders/index.html",
        version=version,
        kinds=showing.kinds(version.ladders),
        hours=version.ladders.hours,
        named=[one.name for one in queries.staff() if one.is_named],
    )


@blueprint.get("/admin/reminders/<due_kind>")
@requires(Can.SET_LADDERS)
def kind(due_kind: str) -> Page:
    """The ladders of one kind, rung by rung."""
    if due_kind not in set(Kind):
        abort(404)
    found = queries.present().ladders
    return render_template(
        "reminders/kind.html",
        kind=Kind(due_kind),
        ladders=showing.ladders(found, Kind(due_kind)),
    )


@blueprint.get("/admin/reminders/portfolio-leads")
@requires(Can.SET_LADDERS)
def portfolio() -> Page:
    """Ask who the portfolio leads are."""
    form = _portfolio_form()
    form.people.data = [one.person_id for one in queries.staff() if one.is_named]
    return render_template("reminders/portfolio.html", form=form)


@blueprint.post("/admin/reminders/portfolio-leads")
@requires(Can.SET_LADDERS)
def name_portfolio() -> Page:
    """Name them."""
    form = _portfolio_form()
    if not form.validate_on_submit():
        return again("reminders/portfolio.html", form)
    service.name_portfolio_leads(form.people.data or [])
    flash("The portfolio leads are saved.", "success")
    return see("reminders.index")


def _portfolio_form() -> PortfolioForm:
    form = PortfolioForm()
    form.offer((one.person_id, one.name) for one in queries.staff())
    return form


@blueprint.get("/admin/reminders/versions")
@requires(Can.SET_LADDERS)
def versions() -> Page:
    """Who changed what, when and why."""
    return render_template("reminders/versions.html", rows=showing.versions(queries.versions()))


@blueprint.get("/admin/reminders/versions/<int:ladder_version>")
@requires(Can.SET_LADDERS)
def version(ladder_version: int) -> Page:
    """What putting an earlier version back would change."""
    return render_template("reminders/version.html", form=ReasonForm(), **_earlier(ladder_version))


@blueprint.post("/admin/reminders/versions/<int:ladder_version>")
@requires(Can.SET_LADDERS)
def restore(ladder_version: int) -> Page:
    """Put it back, as a version of its own."""
    form, page = ReasonForm(), _earlier(ladder_version)
    reason, seen = form.reason.data or "", seen_number(page["present"].number)
    if form.validate_on_submit():
        for field, message in check_reason(reason):
            form.refuse(field, message)
        by = the_actor().id
        if not form.errors and accepted(
            form, lambda: service.restore(ladder_version, reason=reason, seen=seen, by=by)
        ):
            flash(f"Version {ladder_version} is back.", "success")
            return see("reminders.index")
    return again("reminders/version.html", form, **page)


def _earlier(number: int) -> dict[str, Version]:
    earlier, present = queries.version(number), queries.present()
    if earlier is None:
        abort(404)
    return {"earlier": earlier, "present": present, **showing.compared(present, earlier)}
