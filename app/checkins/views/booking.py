"""What is planned with a site; booking, moving, cancelling calls."""

from typing import Any

from flask import flash, render_template, request

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.checkins import queries, service
from app.checkins.forms import ANOTHER, BookForm, BookingForm, CancellingForm, MovingForm
from app.checkins.rules import (
    Booking,
    CallState,
    Channel,
    Desk,
    Proposal,
    check_booking,
    objections,
)
from app.checkins.showing import times as showing
from app.checkins.showing.times import Caller
from app.checkins.views.blueprint import (
    Answer,
    blueprint,
    conflicts,
    site_name,
    the_call,
    the_rhythm,
)
from app.checkins.views.past import past_part, recorded_part
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.words import clock_time, day
from app.sites import queries as sites


def _booking(form: BookingForm, caller: Caller, but: int | None = None) -> Booking | None:
    """What the form says, when it can be booked; else its faults stand beside their fields."""
    if not form.validate_on_submit():
        return None
    booking = form.booking()
    for field, message in check_booking(booking, clock.now()):
        form.refuse(field, message)
    clash = showing.double_booked(caller, booking.starts_at, booking.minutes, but)
    sent_again = bool(clash) and queries.is_planned_at(the_site().id, booking.starts_at)
    if clash and not form.twice.data and not sent_again:
        form.refuse("twice", clash)
    return None if form.errors else booking


def _usual(form: BookForm, booking: Booking | None, proposal: Proposal) -> Booking | None:
    """The booking, unless its day is unusual and nobody has said why."""
    asks = objections(proposal, booking.on) if booking else ()
    if asks and not (form.why.data or "").strip():
        form.refuse("why", f"{' '.join(asks)} Say why, or choose another day.")
        return None
    return booking


@blueprint.get("/sites/<site>/check-ins")
@requires(Can.SEE_CALL)
def index() -> Answer:
    """What is planned, and what was before."""
    calls = queries.calls_of(the_site().id)
    ahead = [c for c in calls if c.state is CallState.PLANNED and c.ends_at >= clock.now()]
    return render_template(
        "checkins/index.html",
        ahead=sorted(ahead, key=lambda call: call.starts_at),
        **past_part(calls),
        **_what_is_next(),
    )


def _what_is_next() -> dict[str, Any]:
    """What is proposed and why, times that wait to be picked, and who waits for a call."""
    facts, proposal = the_rhythm()
    return {
        "proposal": proposal,
        "rhythm": showing.rhythm_in_words(facts, for_nspcc=the_actor().is_nspcc),
        "facts": facts,
        "offer": queries.open_offer(the_site().id),
        "offer_words": showing.offer_in_words,
        "wishes": queries.open_wishes(the_site().id),
    }


@blueprint.get("/sites/<site>/check-ins/book")
@requires(Can.BOOK_CALL)
def book() -> Answer:
    """The form, filled with what the cadence proposes."""
    facts, proposal = the_rhythm()
    whose = showing.caller_of(facts, the_actor())
    desk = queries.desk_of(whose.person_id)
    times = showing.few_times(whose, desk, proposal)
    given = {
        "on": proposal.on,
        "slot": times[0].isoformat() if times else ANOTHER,
        "minutes": desk.hours.minutes,
        "channel": Channel.VIDEO.value,
        "place": desk.link,
    }
    return _book_page(BookForm(data=given).offer(times), whose, desk, proposal)


@blueprint.post("/sites/<site>/check-ins/book")
@requires(Can.BOOK_CALL)
def book_call() -> Answer:
    """Book it and tell everybody's calendar."""
    form, (facts, proposal) = BookForm(), the_rhythm(with_leave=False)
    whose = showing.caller_of(facts, the_actor())
    booking = _usual(form, _booking(form, whose), proposal)
    if booking is None:
        return _once_more(form, whose)
    when = f"{day(booking.starts_at)} at {clock_time(booking.starts_at)}"
    try:
        service.book(site_name(), booking, the_actor().id, form.why.data or "")
        _remember(form, whose, booking)
        flash(f"The call is booked for {when}. Invitations are on their way.", "success")
    except service.AlreadyBooked:
        flash(f"A call is booked for {when} already, so nothing was changed.", "important")
    return see("checkins.index", site=the_site().slug)


def _remember(form: BookForm, whose: Caller, booking: Booking) -> None:
    """Keep the link of a video call as one's own, where that was asked for."""
    if form.remember.data and whose.is_me and booking.channel is Channel.VIDEO:
        service.keep_link(whose.person_id, queries.desk_of(whose.person_id), booking.place)


def _once_more(form: BookForm, whose: Caller) -> Answer:
    desk, proposal = queries.desk_of(whose.person_id), the_rhythm()[1]
    form.offer(showing.few_times(whose, desk, proposal))
    return _book_page(form, whose, desk, proposal), form_status(form)


def _book_page(form: BookForm, whose: Caller, desk: Desk, proposal: Proposal) -> str:
    return render_template(
        "checkins/book.html",
        form=form,
        proposal=proposal,
        whose=whose,
        desk=desk,
        hours=showing.hours_in_words(desk),
        contacts=sites.contacts(the_site().id),
    )


@blueprint.get("/sites/<site>/check-ins/<int:call_id>")
@requires(Can.SEE_CALL)
def call(call_id: int) -> Answer:
    """One call: when, how, who, what about."""
    found = the_call(call_id)
    people = queries.invitees([call_id])[call_id]
    is_ahead = found.state is CallState.PLANNED and found.starts_at > clock.now()
    return render_template(
        "checkins/call.html",
        call=found,
        people=people,
        is_ahead=is_ahead,
        **recorded_part(found),
    )


@blueprint.get("/sites/<site>/check-ins/<int:call_id>/move")
@requires(Can.BOOK_CALL)
def move(call_id: int) -> Answer:
    """The form, filled with what is booked."""
    found = the_call(call_id)
    local = clock.in_london(found.starts_at)
    known = {"on": local.date(), "at": local.time(), "channel": found.channel.value}
    form = MovingForm(
        data={**known, "minutes": found.minutes, "place": found.place, "agenda": found.agenda}
    )
    return render_template("checkins/move.html", form=form, call=found, version=found.version)


@blueprint.post("/sites/<site>/check-ins/<int:call_id>/move")
@requires(Can.BOOK_CALL)
def move_call(call_id: int) -> Answer:
    """Move it; calendars are updated."""
    found, form = the_call(call_id), MovingForm()
    whose = showing.caller_of(the_rhythm(with_leave=False)[0], the_actor())
    booking = _booking(form, whose, found.id)
    version = request.form.get("version", type=int, default=0)
    if booking is None:
        page = render_template("checkins/move.html", form=form, call=found, version=version)
        return page, form_status(form)
    with conflicts(found, f"{day(booking.on)}, {booking.at:%H:%M}"):
        service.move(site_name(), call_id, booking, reason=str(form.reason.data), version=version)
    flash("The call is moved. Everybody's calendar is being updated.", "success")
    return see("checkins.call", site=the_site().slug, call_id=call_id)


@blueprint.get("/sites/<site>/check-ins/<int:call_id>/cancel")
@requires(Can.BOOK_CALL)
def cancel(call_id: int) -> Answer:
    """Ask why."""
    found = the_call(call_id)
    return render_template(
        "checkins/cancel.html", form=CancellingForm(), call=found, version=found.version
    )


@blueprint.post("/sites/<site>/check-ins/<int:call_id>/cancel")
@requires(Can.BOOK_CALL)
def cancel_call(call_id: int) -> Answer:
    """Cancel it; it leaves everybody's calendar."""
    found, form = the_call(call_id), CancellingForm()
    version = request.form.get("version", type=int, default=0)
    if not form.validate_on_submit():
        page = render_template("checkins/cancel.html", form=form, call=found, version=version)
        return page, form_status(form)
    with conflicts(found, "cancelled"):
        service.cancel(site_name(), call_id, reason=str(form.reason.data), version=version)
    flash("The call is cancelled. Everybody invited is being told.", "success")
    return see("checkins.index", site=the_site().slug)
