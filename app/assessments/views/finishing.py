"""Checking the answers, handing them in, signing them off."""

from flask import flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.queries import RoundRef
from app.assessments.rules import RoundState, answer_words, may_read_ratings, progress_of
from app.assessments.views.blueprint import blueprint, lead_to, the_round
from app.core import clock
from app.core.web.returned import see


def _readable_rater(found: RoundRef) -> int:
    """Whose answers the person may read now; whoever may read none is led to the start."""
    if found.state is RoundState.SIGNED_OFF:
        lead_to("assessments.result", found)
    if found.my_rater_id is not None:
        return found.my_rater_id
    if not may_read_ratings(found.state, is_own=False, may_sign_off=can(Can.SIGN_OFF_ROUND)):
        lead_to("assessments.start", found)
    return queries.raters_of(found.id)[0].id


@blueprint.get("/sites/<site>/assessments/<slug>/check")
@requires(Can.RATE)
def check(slug: str) -> str:
    """All answers on one page, what is missing, and the way to sign-off."""
    found = the_round(slug)
    rater_id = _readable_rater(found)
    progress = progress_of(found.instrument, queries.answers_of(rater_id), clock.today())
    facts, _ = queries.facts_of(rater_id)
    return render_template(
        "assessments/check.html",
        round=found,
        progress=progress,
        facts=facts,
        answer_words=answer_words,
        editable=found.is_open,
    )


@blueprint.post("/sites/<site>/assessments/<slug>/hand-in")
@requires(Can.RATE)
def hand_in(slug: str) -> Response:
    """Hand the answers to the strategic lead."""
    found = the_round(slug, "write")
    here = {"site": the_site().slug, "slug": slug}
    try:
        service.hand_in(found, clock.today())
    except service.NotComplete as refusal:
        flash(f"{refusal}.", "error")
        return see("assessments.check", **here)
    return see("assessments.done", **here)


@blueprint.post("/sites/<site>/assessments/<slug>/send-back")
@requires(Can.RATE)
def send_back(slug: str) -> Response:
    """Open answers that were handed in again: by their rater, or by whoever should sign them."""
    found = the_round(slug, "write")
    if found.my_rater_id is not None or can(Can.SIGN_OFF_ROUND):
        service.send_back(found)
    return see("assessments.start", site=the_site().slug, slug=slug)


@blueprint.get("/sites/<site>/assessments/<slug>/sign-off")
@requires(Can.SIGN_OFF_ROUND)
def sign_off(slug: str) -> str:
    """What signing off means, and the button."""
    found = the_round(slug)
    rater_id = _readable_rater(found)
    progress = progress_of(found.instrument, queries.answers_of(rater_id), clock.today())
    if not progress.is_complete:
        lead_to("assessments.check", found)
    return render_template(
        "assessments/sign_off.html",
        round=found,
        progress=progress,
        lead_name=queries.lead_name(found.site_id),
    )


@blueprint.post("/sites/<site>/assessments/<slug>/sign-off")
@requires(Can.SIGN_OFF_ROUND)
def sign(slug: str) -> Response:
    """Sign off."""
    found = the_round(slug, "write")
    here = {"site": the_site().slug, "slug": slug}
    try:
        service.sign_off(found, the_actor().id, clock.today())
    except service.NotHandedIn:
        return see("assessments.start", **here)
    except service.NotComplete as refusal:
        flash(f"{refusal}.", "error")
        return see("assessments.check", **here)
    return see("assessments.done", **here)


@blueprint.get("/sites/<site>/assessments/<slug>/done")
@requires(Can.RATE)
def done(slug: str) -> str:
    """It is sent, and what happens next."""
    found = the_round(slug)
    if found.is_open:
        lead_to("assessments.start", found)
    lead_name = queries.lead_name(found.site_id)
    return render_template("assessments/done.html", round=found, lead_name=lead_name)
