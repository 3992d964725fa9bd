"""Reads about declared statuses, requests to resume, events around the work, and mergers."""

from app.standing.queries.events import (
    EventRow,
    event_of,
    events_around,
    events_of,
    registered_since,
)
from app.standing.queries.merging import Merged, Met, merged, met_by_merger
from app.standing.queries.statuses import (
    Declared,
    PauseOver,
    Request,
    Waiting,
    declarations_of,
    declared_now,
    pauses_over,
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
    "PauseOver",
    "Request",
    "Waiting",
    "declarations_of",
    "declared_now",
    "event_of",
    "events_around",
    "events_of",
    "merged",
    "met_by_merger",
    "pauses_over",
    "registered_since",
    "request_of",
    "requests_of",
    "resting",
    "waiting",
]
