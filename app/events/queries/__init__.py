"""Reads about events."""

from app.events.queries.afterwards import MaterialRow, asked, materials, remarks, tallies
from app.events.queries.events import (
    AHEAD,
    MINE,
    PAST,
    EventRow,
    Listed,
    Wanted,
    ahead,
    event_of,
    event_row,
    fresh,
    listed,
)
from app.events.queries.falling_due import due, events_for
from app.events.queries.places import has_place, with_place
from app.events.queries.sign_ups import (
    SignUpRow,
    answers_of,
    feedback_given,
    holders,
    place_in_line,
    sign_ups,
)

__all__ = [
    "AHEAD",
    "MINE",
    "PAST",
    "EventRow",
    "Listed",
    "MaterialRow",
    "SignUpRow",
    "Wanted",
    "ahead",
    "answers_of",
    "asked",
    "due",
    "event_of",
    "event_row",
    "events_for",
    "feedback_given",
    "fresh",
    "has_place",
    "holders",
    "listed",
    "materials",
    "place_in_line",
    "remarks",
    "sign_ups",
    "tallies",
    "with_place",
]
