"""What came of the talk: writing a summary, closing the room with it, reading it."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.chat import queries, rules, service, showing
from app.chat.forms import SummaryForm
from app.chat.queries import RoomRef
from app.chat.views.blueprint import Answer, blueprint, may_write, rests, sums_up, the_room
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.members import queries as members


@blueprint.get("/community/chat/<int:room_id>/summaries/<int:summary_id>")
@requires(Can.USE_COMMUNITY)
def summary(room_id: int, summary_id: int) -> str:
    """One summary, with the way to the talk it came of."""
    room = the_room(room_id)
    found = next(iter(queries.summaries_of(room.id, only=summary_id)), None) or abort(404)
    return render_template(
        "chat/summary.html",
        room=room,
        summary=found,
        days=showing.days(found.first_at, found.last_at),
        day_of=showing.day_of,
    )


@blueprint.get("/community/chat/<int:room_id>/sum-up")
@requires(Can.USE_COMMUNITY)
def summing_up(room_id: int) -> str:
    """The talk since the last summary, and a form."""
    return _page(_to_sum_up(room_id), SummaryForm())


@blueprint.post("/community/chat/<int:room_id>/sum-up")
@requires(Can.USE_COMMUNITY)
def sum_up(room_id: int) -> Answer:
    """Keep the summary; close the room where that is asked."""
    room, form = _to_sum_up(room_id), SummaryForm()
    written: list[int] = []
    if (
        form.validate_on_submit()
        and may_write(form)
        and accepted(form, lambda: written.append(_sum_up(room, form)))
    ):
        flash("The summary is kept. It stands above the room.", "success")
        return see("chat.summary", room_id=room.id, summary_id=written[0])
    return _page(room, form), form_status(form)


def _sum_up(room: RoomRef, form: SummaryForm) -> int:
    closes = bool(form.closes.data) and rules.may_close(room.kind)
    return service.sum_up(
        *(room.id, the_actor().id, str(form.text.data)),
        up_to=form.last,
        closes=closes,
        at_rest=rests(room),
    )


def _to_sum_up(room_id: int) -> RoomRef:
    room = the_room(room_id)
    if not sums_up(room):
        abort(403)
    return room


def _page(room: RoomRef, form: SummaryForm) -> str:
    found = queries.stretch(room.id)
    messages = queries.to_sum_up(room.id, found) if found else ()
    return render_template(
        "chat/sum_up.html",
        room=room,
        form=form,
        found=found,
        lines=showing.lines(messages, the_actor().id, None),
        up_to=form.last or showing.newest(messages),
        days=showing.days,
        agreed=members.has_agreed(the_actor().id),
        may_close=rules.may_close(room.kind) and room.closed_at is None,
    )
