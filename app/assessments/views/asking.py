"""Choosing who answers: colleagues of the site in a role each, and people who must join first."""

from flask import flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import NewcomerForm, RatersForm, raters_form
from app.assessments.queries import RaterRow, RoundRef
from app.assessments.rules import (
    RaterState,
    RoundState,
    check_quorum,
    role_words,
    roles_of,
    tidy,
)
from app.assessments.views.blueprint import blueprint, here, lead_to, the_round
from app.core.web.forms import SelectChoice, form_status
from app.core.web.returned import see
from app.core.words import count
from app.sites import queries as sites
from app.sites.rules import Refused


def _raters_form(found: RoundRef, raters: list[RaterRow]) -> RatersForm:
    people = {member.person_id: member.name for member in sites.people_of(found.site_id)}
    asked = {
        row.person_id: row.role
        for row in raters
        if row.person_id in people and row.state is not RaterState.WITHDRAWN
    }
    chosen = {person: role for person, role in asked.items() if person is not None}
    return raters_form(list(people.items()), roles_of(found.instrument), chosen)


def _newcomer_form(found: RoundRef) -> NewcomerForm:
    form = NewcomerForm()
    roles = roles_of(found.instrument)
    form.role.choices = [
        SelectChoice("", "Choose a role"),
        *(SelectChoice(code, roles[code]) for code in roles),
    ]
    return form


def _open(slug: str, *, write: bool = False) -> RoundRef:
    found = the_round(slug, "write" if write else None)
    if found.state is not RoundState.OPEN:
        lead_to("assessments.start", found)
    return found


def _page(
    found: RoundRef,
    raters: list[RaterRow],
    form: RatersForm | None = None,
    newcomer: NewcomerForm | None = None,
) -> str:
    wanted = [row.role for row in raters if row.state.is_awaited or row.state == "handed-in"]
    return render_template(
        "assessments/raters.html",
        round=found,
        raters=raters,
        form=newcomer if newcomer is not None and newcomer.errors else form,
        raters_form=form or _raters_form(found, raters),
        newcomer_form=newcomer or _newcomer_form(found),
        planned=check_quorum(found.instrument, wanted),
        role_words=role_words,
    )


@blueprint.get("/sites/<site>/assessments/<slug>/raters")
@requires(Can.OPEN_ROUND)
def raters(slug: str) -> str:
    """Who is asked, in which role, and how far they are."""
    found = _open(slug)
    return _page(found, queries.raters_of(found.id))


@blueprint.post("/sites/<site>/assessments/<slug>/raters")
@requires(Can.OPEN_ROUND)
def choose_raters(slug: str) -> Response | tuple[str, int]:
    """Ask exactly the people who have a role now."""
    found = _open(slug, write=True)
    rows = queries.raters_of(found.id)
    form = _raters_form(found, rows)
    if not form.validate_on_submit():
        return _page(found, rows, form), form_status(form)
    new = service.ask(found, form.wanted(), the_actor().id)
    told = f"{count(new, 'person gets', 'people get')} an email." if new else "Nobody new is asked."
    flash(f"Saved. {told}", "success")
    return see("assessments.raters", **here(slug))


@blueprint.post("/sites/<site>/assessments/<slug>/raters/newcomer")
@requires(Can.OPEN_ROUND)
def ask_newcomer(slug: str) -> Response | tuple[str, int]:
    """Invite somebody to the site, and to this round."""
    found = _open(slug, write=True)
    form = _newcomer_form(found)
    if form.validate_on_submit():
        try:
            service.ask_newcomer(
                found, tidy(form.name.data), tidy(form.email.data), form.role.data, the_actor().id
            )
        except Refused as refusal:
            form.refuse(refusal.field, str(refusal))
        else:
            flash("Invited. They join the site first, then answer.", "success")
            return see("assessments.raters", **here(slug))
    return _page(found, queries.raters_of(found.id), newcomer=form), form_status(form)


@blueprint.post("/sites/<site>/assessments/<slug>/raters/<int:rater>/again")
@requires(Can.OPEN_ROUND)
def ask_again(slug: str, rater: int) -> Response:
    """Send the mail once more."""
    found = _open(slug, write=True)
    try:
        queued = service.ask_again(found, rater)
    except LookupError:
        flash("This person is no longer waited for.", "important")
    else:
        said = "Asked again by email." if queued else "They were asked again today already."
        flash(said, "success" if queued else "important")
    return see("assessments.raters", **here(slug))
