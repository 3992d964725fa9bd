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

__all__ = [
    "AlreadyBooked",
    "ChangedMeanwhile",
    "SiteName",
    "book",
    "cancel",
    "hand_over_calls",
    "move",
]
