"""Reads about declared statuses, requests to resume, events around the work, and mergers."""

from app.standing.queries.events import (
    EventRow,
    event_of,
    events_around,
    events_of,
    registered_between,
    registered_events,
)
from app.standing.queries.falling_due import due
from app.standing.queries.merging import Merged, Met, merged, met_by_merger
from app.standing.queries.statuses import (
    Declared,
    Request,
    Waiting,
    declarations_of,
    declared_now,
    request_of,
    requests_of,
    resting,
    waiting,
)

__all__ = [
    "Declared",
    "EventRow",
    "Merged",
    "Met",
    "Request",
    "Waiting",
    "declarations_of",
    "declared_now",
    "due",
    "event_of",
    "events_around",
    "events_of",
    "merged",
    "met_by_merger",
    "registered_between",
    "registered_events",
    "request_of",
    "requests_of",
    "resting",
    "waiting",
]
