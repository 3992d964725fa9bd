"""The declared status of a site, and the wizard that changes it: status, why and when, check."""

from flask import flash, redirect, render_template, request, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import clock
from app.core.web.forms import again
from app.core.web.returned import see
from app.sites.rules import Status
from app.standing import queries, service, showing
from app.standing.forms import DeclareForm, hidden_values
from app.standing.queries import Declared
from app.standing.rules import Declaration, Present, check_declaration, offered_statuses
from app.standing.rules.declaring import said_in_words
from app.standing.views.blueprint import Answer, accepted, blueprint

TYPED = ("to", "seen", "reasons", "words", "until", "on")


@blueprint.get("/sites/<site>/status")
@requires(Can.SEE_SITE)
def status() -> str:
    """Where the site stands by declaration, who asked to resume, and how it came to that."""
    site, history = the_site(), queries.declarations_of(the_site().id)
    present = Status(site.status)
    return render_template(
        "standing/status.html",
        said=_said(present, history),
        is_active=present is Status.ACTIVE,
        history=showing.declared_items(history, names({one.by_id for one in history if one.by_id})),
        requests=queries.requests_of(site.id),
        met=queries.met_by_merger(site.id) if present is not Status.STOPPED else [],
    )


def _said(present: Status, history: list[Declared]) -> str:
    """The status in words, with its day where the last declaration is about it."""
    held = history[0] if history and history[0].status is present else None
    on, until = (held.on, held.until) if held else (None, None)
    return said_in_words(present, on, until, clock.today())


@blueprint.get("/sites/<site>/status/change")
@requires(Can.EDIT_SITE)
def choose() -> str:
    """The first step: which status."""
    offered = [(one, *showing.CHOICES[one]) for one in offered_statuses(Status(the_site().status))]
    return render_template(
        "standing/choose.html", offered=offered, missing="to" in request.args or None
    )


@blueprint.get("/sites/<site>/status/change/why")
@requires(Can.EDIT_SITE)
def details() -> Answer:
    """The second step: why, and since or until when."""
    site, to = the_site(), _wanted(request.args.get("to", ""))
    if to is None:
        return redirect(url_for("standing.choose", site=site.slug, to=""))
    form = DeclareForm(formdata=None, data={"to": to.value, "seen": site.status})
    return render_template("standing/details.html", form=form.offer(to), to=to)


@blueprint.post("/sites/<site>/status/change/why")
@requires(Can.EDIT_SITE)
def declare() -> Answer:
    """Check what was typed, say what will happen; once that is confirmed, declare it."""
    site, form = the_site(), DeclareForm()
    to = _wanted(str(form.to.data))
    if to is None:
        return redirect(url_for("standing.choose", site=site.slug, to=""), code=303)
    if not form.offer(to).validate_on_submit():
        return again("standing/details.html", form, to=to)
    said = form.declaration(to, clock.today())
    if form.confirmed.data == "yes" and _declared(form, said):
        flash(f"{site.name} is now {to.value}. Those it concerns are told by mail.", "success")
        return see("standing.status", site=site.slug)
    return _check(form, said)


def _check(form: DeclareForm, said: Declaration) -> Answer:
    """The page that says what will happen; the form again where something is to be put right."""
    for field, message in [] if form.errors else check_declaration(_now(), said, clock.today()):
        form.refuse(field if field in form else "reasons", message)
    if form.errors:
        return again("standing/details.html", form, to=said.to)
    return render_template(
        "standing/check.html",
        said=said,
        rows=showing.check_rows(said),
        typed=hidden_values(form, TYPED),
    )


def _declared(form: DeclareForm, said: Declaration) -> bool:
    seen = next((one for one in Status if one.value == form.seen.data), None)
    return accepted(
        form,
        lambda: service.declare(the_site().id, said, seen),
        mine=f"{said.to.value.capitalize()}.\n{said.words}",
        theirs=lambda: f"The site is {the_site().status}.",
    )


def _wanted(typed: str) -> Status | None:
    offered = offered_statuses(Status(the_site().status))
    return next((one for one in offered if one.value == typed), None)


def _now() -> Present:
    site = the_site()
    held = queries.declared_now(site.id)
    if held is not None and held.status == site.status:
        return held.present
    return Present(Status(site.status))
