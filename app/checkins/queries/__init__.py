"""Reads about check-in calls."""

from app.checkins.queries.calls import (
    CallRow,
    Invitee,
    PlannedCall,
    cadence,
    call_of,
    calls_between,
    calls_of,
    invitees,
    is_planned_at,
    last_call_on,
    next_calls,
    planned_between,
)

__all__ = [
    "CallRow",
    "Invitee",
    "PlannedCall",
    "cadence",
    "call_of",
    "calls_between",
    "calls_of",
    "invitees",
    "is_planned_at",
    "last_call_on",
    "next_calls",
    "planned_between",
]
