"""A room: what was said last, and saying something. Works by itself without a script, which only
spares the reader from looking again."""

from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.chat import queries, service, showing
from app.chat.forms import SendForm
from app.chat.queries import Message, RoomRef
from app.chat.service import NewMessage
from app.chat.views.blueprint import Answer, blueprint, may_write, rests, sums_up, the_room
from app.core import clock
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.members import queries as members


@blueprint.get("/community/chat/<int:room_id>")
@requires(Can.USE_COMMUNITY)
def room(room_id: int) -> str:
    """The newest messages, who is here, and a form; what is shown counts as read."""
    found, asked = the_room(room_id), request.args.get("reply", "")
    answered = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    page, newest = _page(found, SendForm.empty(answered))
    service.note_read(found.id, the_actor().id, newest)
    return page


@blueprint.post("/community/chat/<int:room_id>")
@requires(Can.USE_COMMUNITY)
def send(room_id: int) -> Answer:
    """Say something; the same message sent again adds nothing."""
    found, form = the_room(room_id), SendForm()
    sent: list[int] = []
    if form.validate_on_submit() and may_write(form):
        new = NewMessage(str(form.text.data), form.number, form.answered)
        if accepted(form, lambda: sent.append(_send(found, new))):
            return see("chat.room", room_id=found.id, _anchor=f"message-{sent[0]}")
    return _page(found, form)[0], form_status(form)


def _send(found: RoomRef, new: NewMessage) -> int:
    return service.send(found.id, the_actor().id, new, at_rest=rests(found))


def _page(found: RoomRef, form: SendForm) -> tuple[str, int]:
    """The page of a room and the number of the newest message on it. The room, with its tick, was
    read before the messages: what comes in between is fetched again, not missed."""
    who = the_actor().id
    messages, has_earlier = queries.latest(found.id)
    page = render_template(
        "chat/room.html",
        room=found,
        lines=showing.lines(messages, who, queries.read_up_to(found.id, who)),
        has_earlier=has_earlier,
        newest=showing.newest(messages),
        here=queries.here(found.id, who, clock.now()),
        form=form,
        answered=_answered(found, form.answered, messages),
        **_around(found),
    )
    return page, showing.newest(messages)


def _around(found: RoomRef) -> dict[str, Any]:
    return {
        "agreed": members.has_agreed(the_actor().id),
        "at_rest": rests(found),
        "summaries": queries.summaries_of(found.id, words=False),
        "sums_up": sums_up(found),
        "days": showing.days,
        "day_of": showing.day_of,
    }


def _answered(found: RoomRef, number: int | None, messages: tuple[Message, ...]) -> Message | None:
    """The message that is answered; most often one of those on the page."""
    if number is None:
        return None
    near = next((one for one in messages if one.id == number), None)
    return near or queries.message_of(found.id, number)


@blueprint.post("/community/chat/<int:room_id>/here")
@requires(Can.USE_COMMUNITY)
def here(room_id: int) -> Response:
    """For our script: somebody is here and has read so far; says who else is. 201, because that is
    what commits."""
    found, read = the_room(room_id), request.form.get("read", "")
    number = int(read) if read.isascii() and read.isdigit() and len(read) < 10 else 0
    service.is_here(found.id, the_actor().id, number)
    words = queries.here(found.id, the_actor().id, clock.now())
    return make_response({"here": words}, 201)
