"""Picking a time by the link in a mail. Opening the page changes nothing: mail scanners open links
too. The link is good for this one offer, and for nobody but the person it was sent to."""

from flask import flash, render_template, request

from app.access.gate import public
from app.accounts.service import limits
from app.checkins import queries, service
from app.checkins.forms import PickForm, WishForm
from app.checkins.queries import Linked
from app.checkins.service import SiteName
from app.checkins.showing import times as showing
from app.checkins.views.blueprint import Answer, blueprint
from app.checkins.views.offers import picked
from app.core.web.forms import again
from app.core.web.returned import see


@blueprint.get("/times/<token>")
@public
def offered(token: str) -> Answer:
    """The times, and what has become of them."""
    found = _found(token)
    return _page(token, found, PickForm()) if found else _unknown()


@blueprint.post("/times/<token>")
@public
def pick_offered(token: str) -> Answer:
    """Book the call at one of them."""
    limits.count_token(request.remote_addr)
    found, form = _found(token), PickForm()
    if found is None:
        return _unknown()
    if _is_open(found) and picked(_site(found), found.offer, form, found.person_id):
        flash("The call is booked. An invitation for your calendar is on its way.", "success")
        return see("checkins.offered", token=token)
    return _page(token, _found(token) or found, form)


@blueprint.get("/times/<token>/none")
@public
def none_suits(token: str) -> Answer:
    """Ask which times would suit instead."""
    found = _found(token)
    if found is None or not _is_open(found):
        return _page(token, found, PickForm()) if found else _unknown()
    return render_template("checkins/none_suits.html", form=WishForm(), found=found, token=token)


@blueprint.post("/times/<token>/none")
@public
def send_none_suits(token: str) -> Answer:
    """Tell the NSPCC."""
    limits.count_token(request.remote_addr)
    found, form = _found(token), WishForm()
    if found is None or not _is_open(found):
        return _page(token, found, PickForm()) if found else _unknown()
    if not form.validate_on_submit():
        return again("checkins/none_suits.html", form, found=found, token=token)
    service.wish(_site(found), found.person_id, str(form.words.data), found.offer.id)
    flash(f"{found.offer.caller} is told. You can still pick one of the times.", "success")
    return see("checkins.offered", token=token)


def _found(token: str) -> Linked | None:
    return queries.linked(token)


def _site(found: Linked) -> SiteName:
    return SiteName(found.offer.site_id, found.offer.site_slug, found.offer.site_name)


def _is_open(found: Linked) -> bool:
    return found.offer.is_open and found.may_pick


def _unknown() -> tuple[str, int]:
    return render_template("checkins/link_unknown.html"), 404


def _page(token: str, found: Linked, form: PickForm) -> tuple[str, int]:
    offer = found.offer
    return again(
        "checkins/offered.html",
        form.offer(offer.free, offer.channels),
        found=found,
        offer=offer,
        is_open=_is_open(found),
        said=showing.offer_in_words(offer),
        call=queries.call_of(offer.site_id, offer.call_id) if offer.call_id else None,
        token=token,
    )
