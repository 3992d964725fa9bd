"""Writes about check-in calls."""

from app.checkins.service.booking import (
    AlreadyBooked,
    ChangedMeanwhile,
    SiteName,
    book,
    cancel,
    hand_over_calls,
    move,
)
from app.checkins.service.concerns import (
    NewConcern,
    add_step,
    escalate,
    raise_concern,
    resolve,
)
from app.checkins.service.records import (
    Next,
    Overtaken,
    Refused,
    keep,
    miss,
    save_note,
)

__all__ = [
    "AlreadyBooked",
    "ChangedMeanwhile",
    "SiteName",
    "book",
    "cancel",
    "hand_over_calls",
    "move",
    "NewConcern",
    "add_step",
    "escalate",
    "raise_concern",
    "resolve",
    "Next",
    "Overtaken",
    "Refused",
    "keep",
    "miss",
    "save_note",
]
