"""Reads about events."""

from app.events.queries.afterwards import MaterialRow, asked, materials, remarks, tallies
from app.events.queries.events import (
    AHEAD,
    MINE,
    PAST,
    EventRow,
    Listed,
    SignUpRow,
    Wanted,
    ahead,
    answers_of,
    event_of,
    fresh,
    listed,
    sign_ups,
)
from app.events.queries.falling_due import due, events_for
from app.events.queries.places import has_place, with_place

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
    "events_for",
    "fresh",
    "has_place",
    "listed",
    "materials",
    "remarks",
    "sign_ups",
    "tallies",
    "with_place",
]
