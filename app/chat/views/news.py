"""What pages that are open ask every two seconds: what changed since they last asked.

Two hundred pages ask for the same message within those seconds, so a process keeps for a minute
what it has drawn. A changed message has another tick, and is drawn anew; who may read the room was
asked before.
"""

import time
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from flask import get_template_attribute, jsonify, make_response, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.chat import queries
from app.chat.queries import Change
from app.chat.views.blueprint import blueprint, the_room

KEPT, KEPT_FOR = 1000, 60.0  # messages, and seconds
_Key = tuple[int, int, datetime, bool]  # message, tick, sent at, whether it is the reader's own
_drawn: OrderedDict[_Key, tuple[float, str]] = OrderedDict()


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
        closed = room.closed_at is not None
        shown = _shown(found.changes)
        answer = jsonify(tick=found.tick, more=found.more, closed=closed, messages=shown)
    answer.set_etag(str(room.tick))
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _shown(changes: Sequence[Change]) -> list[dict[str, object]]:
    """The changed messages in the order of their ticks, drawn or as drawn before. One that changes
    at this very moment is left for the next question, which its new tick answers."""
    keys = [_key(one) for one in changes]
    fresh = {key for key in keys if _known(key) is None}
    if fresh:
        _draw(fresh)
    found = [(key, _known(key)) for key in keys]
    return [{"id": key[0], "html": html} for key, html in found if html is not None]


def _key(one: Change) -> _Key:
    return one.message_id, one.tick, one.sent_at, one.sender_id == the_actor().id


def _known(key: _Key) -> str | None:
    kept = _drawn.get(key)
    return kept[1] if kept is not None and time.monotonic() - kept[0] < KEPT_FOR else None


def _draw(keys: set[_Key]) -> None:
    item, now = get_template_attribute("chat/_message.html", "message_item"), time.monotonic()
    for one in queries.messages({key[0] for key in keys}):
        for own in (True, False):
            key = (one.id, one.tick, one.sent_at, own)
            if key in keys:
                _drawn[key] = now, str(item(one, own))
                _drawn.move_to_end(key)
    while len(_drawn) > KEPT:
        _drawn.popitem(last=False)
