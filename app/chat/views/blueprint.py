"""The blueprint of these pages, and what its views share."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import can, the_actor
from app.access.policy import Can
from app.chat import queries, rules
from app.chat.queries import RoomRef

blueprint = Blueprint("chat", __name__)
Answer = str | Response | tuple[str, int]


def the_room(room_id: int) -> RoomRef:
    """The room of the address; 404 where there is none for whoever asks, looked up each time."""
    return queries.room_of(room_id, the_actor()) or abort(404)


def sums_up(room: RoomRef) -> bool:
    """Whether whoever asks may sum up and close this room."""
    return rules.may_sum_up(room.site_id, moderates=can(Can.MODERATE))
