"""The blueprint of the pages of events, and what its views share."""

from datetime import datetime

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import the_actor
from app.events import queries
from app.events.queries import EventRow, SignUpRow

blueprint = Blueprint("events", __name__)
Answer = str | Response | tuple[str, int]


def the_event(event_number: int) -> EventRow:
    """The event of the address; 404 when there is none."""
    return queries.event_of(event_number) or abort(404)


def my_sign_up(event: EventRow) -> SignUpRow | None:
    """What the reader answered to an event."""
    return queries.answers_of(the_actor().id, [event.id]).get(event.id)


def may_feed_back(event: EventRow, mine: SignUpRow | None, now: datetime) -> bool:
    """Whether who answered so is asked for feedback now."""
    is_asked = not event.is_cancelled and event.ends_at <= now < event.feedback_until
    return is_asked and mine is not None and mine.has_place and mine.feedback_at is None
