"""What the NSPCC answers: an offer, or why not and what else may help."""

from flask import flash, render_template

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.taken import accepted
from app.support import service
from app.support.forms import DeclineForm, OfferForm
from app.support.queries import RequestRow
from app.support.rules.kinds import Priority
from app.support.rules.states import Move
from app.support.views.blueprint import (
    Answer,
    back,
    blueprint,
    speaker,
    staff,
    the_request,
    to_request,
)


@blueprint.get("/sites/<site>/support/<int:support_id>/offer")
@requires(Can.ANSWER_SUPPORT)
def offer(support_id: int) -> Answer:
    """What is offered, by whom, when?"""
    found = the_request(support_id)
    return back(found, Move.OFFER) or render_template(
        "support/offer.html", found=found, form=_filled(found), version=found.version
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/offer")
@requires(Can.ANSWER_SUPPORT)
def send_offer(support_id: int) -> Answer:
    """Offer it."""
    found, form, seen = the_request(support_id), OfferForm(), seen_version()
    if form.validate_on_submit() and accepted(
        form, lambda: service.offer(found.site_id, found.id, form.said(), seen, speaker())
    ):
        flash("The offer is on its way. You get a mail with what they say.", "success")
        return to_request(found)
    form.offer(staff())
    return again("support/offer.html", form, found=found, version=seen)


@blueprint.get("/sites/<site>/support/<int:support_id>/decline")
@requires(Can.ANSWER_SUPPORT)
def decline(support_id: int) -> Answer:
    """Why can it not be offered, and what else may help?"""
    found = the_request(support_id)
    return back(found, Move.DECLINE) or render_template(
        "support/decline.html", found=found, form=DeclineForm(), version=found.version
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/decline")
@requires(Can.ANSWER_SUPPORT)
def send_decline(support_id: int) -> Answer:
    """Say so."""
    found, form, seen = the_request(support_id), DeclineForm(), seen_version()
    said = str(form.reason.data or ""), str(form.instead.data or "")
    if form.validate_on_submit() and accepted(
        form, lambda: service.decline(found.site_id, found.id, *said, seen, speaker())
    ):
        flash("Your answer is on its way. They can ask for something else.", "success")
        return to_request(found)
    return again("support/decline.html", form, found=found, version=seen)


def _filled(found: RequestRow) -> OfferForm:
    """An offer that is put right begins with what can be kept of it."""
    priority = found.priority or Priority.USUAL
    kept = {"priority": priority.value, "on": found.offered_for}
    return OfferForm(formdata=None, data=kept).offer(staff())
