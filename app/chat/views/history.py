"""What was said before: by day, by searching, and one message by its address."""

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.chat import queries, showing
from app.chat.views.blueprint import blueprint, the_room
from app.core.web.asked import page_number
from app.core.web.returned import see

PER_PAGE = 20


@blueprint.get("/community/chat/<int:room_id>/day/<day>")
@requires(Can.USE_COMMUNITY)
def on_day(room_id: int, day: str) -> str:
    """What was said in a room on one day."""
    room = the_room(room_id)
    found = queries.day_page(room.id, _date(day), page_number())
    return render_template(
        "chat/day.html",
        room=room,
        found=found,
        lines=showing.lines(found.messages, the_actor().id, None),
        page_href=lambda page: url_for("chat.on_day", room_id=room.id, day=day, page=page),
    )


def _date(typed: str) -> date:
    """The day of the address; 404 for what is none, and for the last there is, which has no end."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        abort(404)
    return found if found < date.max else abort(404)


@blueprint.get("/community/chat/<int:room_id>/messages/<int:message_id>")
@requires(Can.USE_COMMUNITY)
def message(room_id: int, message_id: int) -> Response:
    """Lead to a message: in the room while it is new, later among those of its day."""
    room, anchor = the_room(room_id), f"message-{message_id}"
    found = queries.message_of(room.id, message_id) or abort(404)
    if queries.is_latest(found):
        return see("chat.room", room_id=room.id, _anchor=anchor)
    day, page = queries.page_of(found)
    more: dict[str, Any] = {"page": page} if page > 1 else {}
    return see("chat.on_day", room_id=room.id, day=day.isoformat(), _anchor=anchor, **more)


@blueprint.get("/community/chat/search")
@requires(Can.USE_COMMUNITY)
def search() -> str:
    """Messages that hold the words asked for, in the rooms whoever asks may enter."""
    words, rooms = request.args.get("q", "").strip(), queries.titles(the_actor())
    room_id = next((one for one in rooms if str(one) == request.args.get("room")), None)
    page = page_number()
    found = queries.search(the_actor(), words, room_id, page=page, per_page=PER_PAGE)
    return render_template(
        "chat/search.html",
        words=words,
        rooms=rooms,
        room_id=room_id,
        found=found,
        page=page,
        pages=-(-found.total // PER_PAGE),
        page_href=lambda number: url_for("chat.search", q=words, room=room_id, page=number),
    )
