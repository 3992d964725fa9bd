"""The blueprint of these pages, and what its views share."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import can, is_at_rest, the_actor
from app.access.policy import Can
from app.chat import queries, rules
from app.chat.queries import RoomRef
from app.core.web.forms import PortalForm
from app.members import queries as members

blueprint = Blueprint("chat", __name__)
NOT_AGREED = "Accept the house rules first: the link is below. What you wrote stays here"
Answer = str | Response | tuple[str, int]


def the_room(room_id: int) -> RoomRef:
    """The room of the address; 404 where there is none for whoever asks, looked up each time."""
    return queries.room_of(room_id, the_actor()) or abort(404)


def rests(room: RoomRef) -> bool:
    """Whether a room is of a site that is paused or stopped."""
    return room.site_id is not None and is_at_rest(room.site_id)


def may_write(form: PortalForm) -> bool:
    """Whether the house rules are accepted; says so in the form where they are not."""
    if members.has_agreed(the_actor().id):
        return True
    form.refuse("text", NOT_AGREED)
    return False


def sums_up(room: RoomRef) -> bool:
    """Whether whoever asks may sum up and close this room."""
    return rules.may_sum_up(room.site_id, moderates=can(Can.MODERATE))
