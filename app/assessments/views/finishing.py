"""Checking the answers, handing them in, signing them off."""

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor
from app.access.policy import Can
from app.assessments import queries, service
from app.assessments.forms import SignOffForm
from app.assessments.queries import RoundRef
from app.assessments.rules import (
    Part,
    RoundState,
    answer_words,
    may_read_ratings,
    progress_of,
    tidy,
)
from app.assessments.views.blueprint import blueprint, here, lead_to, standing, the_round
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see


def _readable_rater(found: RoundRef) -> int:
    """Whose answers the person may read now; whoever may read none is led to the start."""
    if found.state is RoundState.SIGNED_OFF:
        lead_to("assessments.result", found)
    if found.my_rater_id is not None:
        return found.my_rater_id
    if not may_read_ratings(found.state, is_own=False, may_sign_off=can(Can.SIGN_OFF_ROUND)):
        lead_to("assessments.start", found)
    return queries.parts_of(found.id)[0].rater.id


@blueprint.get("/sites/<site>/assessments/<slug>/check")
@requires(Can.SEE_ROUND)
def check(slug: str) -> str:
    """All answers on one page, what is missing, and the way to sign-off.

    A rater's own while rating; what the room agreed, once it is finished.
    """
    found = the_round(slug)
    if found.state is RoundState.SUBMITTED and found.has_room:
        return _agreed(found)
    if found.state is RoundState.IN_ROOM and found.my_rater_id is None:
        lead_to("assessments.room", found)
    return _answers(found, _readable_rater(found))


def _answers(found: RoundRef, rater_id: int) -> str:
    return render_template(
        "assessments/check.html",
        round=found,
        progress=progress_of(found.instrument, queries.answers_of(rater_id), clock.today()),
        facts=queries.facts_of(rater_id)[0],
        answer_words=answer_words,
        editable=found.may_answer,
        alone=found.is_open and queries.answering(found.id).asked == 1,
    )


def _agreed(found: RoundRef) -> str:
    if not standing(found).may_enter_room:
        lead_to("assessments.start", found)
    return render_template(
        "assessments/check_agreed.html",
        round=found,
        room=found.room,
        table=queries.table(found),
        answer_words=answer_words,
    )


@blueprint.post("/sites/<site>/assessments/<slug>/hand-in")
@requires(Can.RATE)
def hand_in(slug: str) -> Response:
    """Hand the answers in."""
    found = the_round(slug, "write")
    try:
        service.hand_in(found, promised_private=request.form.get("stays") == "private")
    except service.NotComplete as refusal:
        flash(f"{refusal}.", "error")
        return see("assessments.check", **here(slug))
    except service.NowAlone:
        flash("Nobody else is asked any more, so it would be read. Look again below.", "important")
        return see("assessments.check", **here(slug))
    return see("assessments.done", **here(slug))


@blueprint.post("/sites/<site>/assessments/<slug>/take-back")
@requires(Can.RATE)
def take_back(slug: str) -> Response:
    """Take one's own answers back to change them, while nobody has seen them."""
    found = the_round(slug, "write")
    alone = found.state is RoundState.SUBMITTED and not found.has_room
    if alone and found.my_part is Part.HANDED_IN:
        service.send_back(found)
    elif found.is_open:
        service.take_back(found)
    else:
        flash("The ratings were revealed, so they can no longer change. Say it in the room.",
              "important")  # fmt: skip
    return see("assessments.start", **here(slug))


@blueprint.post("/sites/<site>/assessments/<slug>/send-back")
@requires(Can.SIGN_OFF_ROUND)
def send_back(slug: str) -> Response:
    """Instead of signing off: back to the room, or to the one who answered."""
    service.send_back(the_round(slug, "write"))
    return see("assessments.start", **here(slug))


def _signable(found: RoundRef) -> None:
    """Lead elsewhere unless the person could sign this off now."""
    if found.state is RoundState.SUBMITTED:
        return
    alone = found.my_part is Part.RATING and queries.answering(found.id).asked == 1
    if not (found.is_open and alone):
        lead_to("assessments.check" if found.may_answer else "assessments.start", found)
    answers = queries.answers_of(found.my_rater_id or 0)
    if not progress_of(found.instrument, answers, clock.today()).is_complete:
        lead_to("assessments.check", found)


@blueprint.get("/sites/<site>/assessments/<slug>/sign-off")
@requires(Can.SIGN_OFF_ROUND)
def sign_off(slug: str) -> str:
    """What signing off means, what is missing for it, and the button."""
    found = the_round(slug)
    if found.state is RoundState.SIGNED_OFF:
        lead_to("assessments.result", found)
    _signable(found)
    return _sign_page(found, SignOffForm())


def _sign_page(found: RoundRef, form: SignOffForm) -> str:
    return render_template(
        "assessments/sign_off.html",
        round=found,
        form=form,
        lacks=service.what_lacks(found),
        lead_name=queries.lead_name(found.site_id),
    )


@blueprint.post("/sites/<site>/assessments/<slug>/sign-off")
@requires(Can.SIGN_OFF_ROUND)
def sign(slug: str) -> Response | tuple[str, int]:
    """Sign off."""
    found, form = the_round(slug, "write"), SignOffForm()
    if not form.validate_on_submit():
        return _sign_page(found, form), form_status(form)
    try:
        service.sign_off(found, the_actor().id, clock.today(), tidy(form.caveat.data))
    except service.CaveatMissing:
        form.refuse("caveat", "Enter why you sign off although something is missing")
        return _sign_page(found, form), 400
    except service.NotHandedIn:
        return see("assessments.start", **here(slug))
    except service.NotComplete as refusal:
        flash(f"{refusal}.", "error")
        return see("assessments.check", **here(slug))
    return see("assessments.done", **here(slug))


@blueprint.get("/sites/<site>/assessments/<slug>/done")
@requires(Can.SEE_ROUND)
def done(slug: str) -> str:
    """It is handed in, finished or sent, and what happens next."""
    found = the_round(slug)
    if found.is_open and found.my_part is not Part.HANDED_IN:
        lead_to("assessments.start", found)
    lead_name = queries.lead_name(found.site_id)
    return render_template("assessments/done.html", round=found, lead_name=lead_name)
