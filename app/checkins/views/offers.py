"""Times offered for a call: choosing them, picking one, saying that none suits."""

from datetime import date, datetime, timedelta

from flask import abort, flash, request

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.checkins import queries, service
from app.checkins.forms import OfferForm, PickForm, WishForm
from app.checkins.queries import OfferRow
from app.checkins.rules import Channel, Desk, Proposal
from app.checkins.service import NewOffer, SiteName
from app.checkins.showing import times as showing
from app.checkins.showing.times import Caller
from app.checkins.views.blueprint import Answer, blueprint, site_name, the_rhythm
from app.core import clock
from app.core.web.forms import again
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.sites import queries as sites

STEP = timedelta(days=14)


@blueprint.get("/sites/<site>/check-ins/offer")
@requires(Can.BOOK_CALL)
def offer() -> Answer:
    """Times from the working hours of whoever calls, to choose some from."""
    facts, proposal = the_rhythm()
    whose = showing.caller_of(facts, the_actor())
    desk = queries.desk_of(whose.person_id)
    given = {"minutes": desk.hours.minutes, "link": desk.link, "phone": desk.phone}
    return _offer_page(OfferForm(data=given), whose, desk, proposal)


@blueprint.post("/sites/<site>/check-ins/offer")
@requires(Can.BOOK_CALL)
def offer_times() -> Answer:
    """Send the times to the strategic leads."""
    form, (facts, _) = OfferForm(), the_rhythm(with_leave=False)
    whose = showing.caller_of(facts, the_actor())

    def write() -> None:
        new = NewOffer(whose.person_id, form.chosen, form.minutes.data or 0, *form.texts())
        service.offer_times(site_name(), new, the_actor().id)

    if form.validate_on_submit() and accepted(form, write):
        flash("The times are on their way. You are told when one is picked.", "success")
        return see("checkins.index", site=the_site().slug)
    return _offer_page(form, whose, queries.desk_of(whose.person_id), the_rhythm()[1])


def _offer_page(form: OfferForm, whose: Caller, desk: Desk, proposal: Proposal) -> tuple[str, int]:
    first, times = showing.times_of(whose, desk, proposal, _from())
    return again(
        "checkins/offer.html",
        form,
        whose=whose,
        desk=desk,
        hours=showing.hours_in_words(desk),
        days=showing.choices_by_day([*times, *form.chosen]),
        proposal=proposal,
        first=first,
        earlier=max(first - STEP, clock.today() + timedelta(days=1)),
        later=first + STEP,
        open_offer=queries.open_offer(the_site().id),
        is_heard=any(not one.is_nspcc for one in sites.contacts(the_site().id)),
    )


def _from() -> date | None:
    """The first day asked for by the address; None where it asks for none that is sensible."""
    try:
        asked = date.fromisoformat(request.args.get("from", ""))
    except ValueError:
        return None
    return asked if asked <= clock.today() + timedelta(days=400) else None


@blueprint.get("/sites/<site>/check-ins/offers/<int:offer_id>")
@requires(Can.SEE_CALL)
def times(offer_id: int) -> Answer:
    """The times of one offer, and what has become of it."""
    return _times_page(_the_offer(offer_id), PickForm())


@blueprint.post("/sites/<site>/check-ins/offers/<int:offer_id>")
@requires(Can.PICK_TIME)
def pick(offer_id: int) -> Answer:
    """Book the call at one of them."""
    found, form = _the_offer(offer_id), PickForm()
    if picked(site_name(), found, form, the_actor().id):
        flash("The call is booked. An invitation is on its way to everybody.", "success")
        return see("checkins.index", site=the_site().slug)
    return _times_page(_the_offer(offer_id), form)


@blueprint.post("/sites/<site>/check-ins/offers/<int:offer_id>/withdraw")
@requires(Can.BOOK_CALL)
def withdraw(offer_id: int) -> Answer:
    """Take the offer back."""
    found = _the_offer(offer_id)
    try:
        service.withdraw_offer(the_site().id, found.id)
        flash("The times are withdrawn. Whoever opens the link is told so.", "success")
    except service.NotOpen:
        flash("The times were picked from or withdrawn a moment ago.", "important")
    return see("checkins.times", site=the_site().slug, offer_id=found.id)


@blueprint.get("/sites/<site>/check-ins/ask")
@requires(Can.PICK_TIME)
def ask() -> str:
    """Ask for a call, or for other times than those offered."""
    return _ask_page(WishForm())[0]


@blueprint.post("/sites/<site>/check-ins/ask")
@requires(Can.PICK_TIME)
def send_wish() -> Answer:
    """Tell the NSPCC."""
    form, site = WishForm(), the_site()
    if not form.validate_on_submit():
        return _ask_page(form)
    found = queries.open_offer(site.id)
    number = found.id if found else None
    service.wish(site_name(), the_actor().id, str(form.words.data), number)
    flash("Your NSPCC lead is told, and will offer times or book a call.", "success")
    return see("checkins.index", site=site.slug)


def _ask_page(form: WishForm) -> tuple[str, int]:
    return again("checkins/ask.html", form, offer=queries.open_offer(the_site().id))


def _the_offer(offer_id: int) -> OfferRow:
    return queries.offer_of(the_site().id, offer_id) or abort(404)


def _times_page(found: OfferRow, form: PickForm) -> tuple[str, int]:
    return again(
        "checkins/times.html",
        form.offer(found.free, found.channels),
        offer=found,
        said=showing.offer_in_words(found),
        waiting=queries.open_wishes(found.site_id),
    )


def picked(site: SiteName, found: OfferRow, form: PickForm, person_id: int) -> bool:
    """Whether the call is booked at the time chosen; else the form says why not."""
    form.offer(found.times, found.channels)
    if not found.is_open or not form.validate_on_submit():
        return False
    start, channel = datetime.fromisoformat(form.slot.data), Channel(form.channel.data)
    try:
        return accepted(form, lambda: service.pick(site, found, start, channel, person_id))
    except service.NotOpen:
        return False
