"""The facts beside the items, on one page."""

from collections.abc import Mapping

from flask import render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import FactsForm, facts_form
from app.assessments.queries import RoundRef
from app.assessments.views.blueprint import (
    ANOTHER_WINDOW,
    blueprint,
    lead_to,
    my_round,
    refused,
    saved,
    the_round,
)
from app.assessments.views.rating import CLOSED
from app.core.web.asked import seen_version
from app.core.web.errors import Conflict
from app.core.web.forms import form_status
from app.core.web.returned import see


@blueprint.get("/sites/<site>/assessments/<slug>/facts")
@requires(Can.RATE)
def facts(slug: str) -> str:
    """A few facts that are never scored."""
    found, rater_id = my_round(slug)
    if not found.may_answer:
        lead_to("assessments.check", found)
    given, version = queries.facts_of(rater_id)
    return _page(found, facts_form(found.instrument, given), version)


def _page(found: RoundRef, form: FactsForm, version: int, theirs: str = "") -> str:
    mine = facts_words(found, form.given()) if theirs else ""
    return render_template(
        "assessments/facts.html", round=found, form=form, version=version, mine=mine, theirs=theirs
    )


def facts_words(found: RoundRef, given: Mapping[str, str]) -> str:
    """The facts as text, a line each."""
    return "\n".join(
        f"{fact.text} {given.get(fact.id, 'Not given')}" for fact in found.instrument.facts
    )


@blueprint.post("/sites/<site>/assessments/<slug>/facts")
@requires(Can.RATE)
def save_facts(slug: str) -> Response | tuple[str, int]:
    """Save and check the answers."""
    found, _ = my_round(slug, "share")
    form = facts_form(found.instrument, {})
    if not form.validate_on_submit():
        return _page(found, form, seen_version()), form_status(form)
    try:
        service.save_facts(found, form.given(), seen=seen_version())
    except service.NotOpen:
        raise Conflict(mine=facts_words(found, form.given()), theirs=CLOSED) from None
    except service.FactsOvertaken as overtaken:
        theirs = facts_words(found, overtaken.theirs)
        return _page(found, form, overtaken.version, theirs), 409
    return see("assessments.check", site=the_site().slug, slug=slug, _anchor="main-content")


@blueprint.post("/sites/<site>/assessments/<slug>/facts/autosave")
@requires(Can.RATE)
def autosave_facts(slug: str) -> Response:
    """Keep what is entered so far; for the page's script."""
    found = the_round(slug, "share")
    form = facts_form(found.instrument, {})
    form.validate()
    wrong = [str(e[0]) for name, e in form.errors.items() if e and name != "csrf_token"]
    if wrong:
        return refused(422, message=f"Not saved. {' '.join(wrong)}.")
    try:
        return saved(service.save_facts(found, form.given(), seen=seen_version()))
    except service.NotOpen:
        return refused(403, message=f"Not saved. {CLOSED}")
    except service.FactsOvertaken as overtaken:
        return _conflict(found, form, overtaken)


def _conflict(found: RoundRef, form: FactsForm, overtaken: service.FactsOvertaken) -> Response:
    return refused(
        409,
        mine=facts_words(found, form.given()),
        theirs=facts_words(found, overtaken.theirs),
        by=ANOTHER_WINDOW,
        version=overtaken.version,
    )
