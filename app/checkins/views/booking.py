"""What is planned with a site; booking, moving, cancelling calls."""

from flask import flash, render_template, request

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.checkins import queries, service
from app.checkins.forms import BookingForm, CancellingForm, MovingForm
from app.checkins.rules import (
    Booking,
    CallState,
    Channel,
    Proposal,
    check_booking,
    propose_next_call,
)
from app.checkins.views.blueprint import Answer, blueprint, conflicts, site_name, the_call
from app.checkins.views.past import past_part, recorded_part
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.words import clock_time, day
from app.sites import queries as sites
from app.sites.rules import Stage


def _proposal() -> Proposal:
    last_on = queries.last_call_on(the_site().id)
    stage = Stage(the_site().stage)
    return propose_next_call(queries.cadence(), stage, clock.today(), last_on=last_on)


def _booking(form: BookingForm) -> Booking | None:
    """What the form says, when it can be booked; else its faults stand beside their fields."""
    if not form.validate_on_submit():
        return None
    booking = form.booking()
    faults = check_booking(booking, clock.now())
    for field, message in faults:
        form.refuse(field, message)
    return None if faults else booking


@blueprint.get("/sites/<site>/check-ins")
@requires(Can.SEE_CALL)
def index() -> Answer:
    """What is planned, and what was before."""
    calls = queries.calls_of(the_site().id)
    ahead = [c for c in calls if c.state is CallState.PLANNED and c.ends_at >= clock.now()]
    return render_template(
        "checkins/index.html",
        ahead=sorted(ahead, key=lambda call: call.starts_at),
        proposal=_proposal(),
        **past_part(calls),
    )


@blueprint.get("/sites/<site>/check-ins/book")
@requires(Can.BOOK_CALL)
def book() -> Answer:
    """The form, filled with what the cadence proposes."""
    proposal = _proposal()
    form = BookingForm(data={"on": proposal.on, "minutes": 45, "channel": Channel.VIDEO.value})
    return _book_page(form, proposal)


@blueprint.post("/sites/<site>/check-ins/book")
@requires(Can.BOOK_CALL)
def book_call() -> Answer:
    """Book it and tell everybody's calendar."""
    form = BookingForm()
    booking = _booking(form)
    if booking is None:
        return _book_page(form, _proposal()), form_status(form)
    when = f"{day(booking.starts_at)} at {clock_time(booking.starts_at)}"
    try:
        service.book(site_name(), booking, the_actor().id)
        flash(f"The call is booked for {when}. Invitations are on their way.", "success")
    except service.AlreadyBooked:
        flash(f"A call is booked for {when} already, so nothing was changed.", "important")
    return see("checkins.index", site=the_site().slug)


def _book_page(form: BookingForm, proposal: Proposal) -> str:
    contacts = sites.contacts(the_site().id)
    return render_template("checkins/book.html", form=form, proposal=proposal, contacts=contacts)


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
    booking = _booking(form)
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
