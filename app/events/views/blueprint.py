"""The blueprint of the pages of events, and what its views share."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import the_actor
from app.events import queries
from app.events.queries import EventRow, SignUpRow
from app.posts import queries as posts

blueprint = Blueprint("events", __name__)
Answer = str | Response | tuple[str, int]


def the_event(event_number: int) -> EventRow:
    """The event of the address; 404 when there is none."""
    return queries.event_of(event_number) or abort(404)


def my_sign_up(event: EventRow) -> SignUpRow | None:
    """What the reader answered to an event."""
    return queries.answers_of(the_actor().id, [event.id]).get(event.id)


def written(post_id: int) -> str:
    """A text of an event as it was typed."""
    found = posts.find(post_id)
    return found.text if found else ""
