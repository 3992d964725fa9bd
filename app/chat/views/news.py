"""What pages that are open ask every two seconds: what changed since they last asked."""

from flask import get_template_attribute, jsonify, make_response, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.chat import queries
from app.chat.queries import Message
from app.chat.views.blueprint import blueprint, the_room


@blueprint.get("/community/chat/<int:room_id>/since/<int:tick>")
@requires(Can.USE_COMMUNITY)
def since(room_id: int, tick: int) -> Response:
    """Messages sent or changed since a tick of the room, as the page shows them. Whether whoever
    asks still belongs here was read a moment ago; nothing new costs one read more."""
    room = the_room(room_id)
    if room.tick <= tick and request.if_none_match.contains(str(room.tick)):
        answer = make_response("", 304)
    else:
        found = queries.news(room.id, tick, room.tick)
        messages = [{"id": one.id, "html": _html(one)} for one in found.messages]
        closed = room.closed_at is not None
        answer = jsonify(tick=found.tick, more=found.more, closed=closed, messages=messages)
    answer.set_etag(str(room.tick))
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _html(message: Message) -> str:
    drawn = get_template_attribute("chat/_message.html", "message_item")
    return str(drawn(message, message.post.author_id == the_actor().id))
