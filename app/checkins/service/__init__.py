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
from app.checkins.service.cadence import (
    add_blackout,
    agree_cadence,
    end_agreement,
    keep_hours,
    keep_link,
    remove_blackout,
    set_cadence,
)
from app.checkins.service.concerns import NewConcern, add_step, escalate, raise_concern, resolve
from app.checkins.service.offers import NewOffer, NotOpen, offer_times, pick, wish, withdraw_offer
from app.checkins.service.records import Next, Overtaken, keep, miss, save_note

__all__ = [
    "AlreadyBooked",
    "ChangedMeanwhile",
    "NewConcern",
    "NewOffer",
    "Next",
    "NotOpen",
    "Overtaken",
    "SiteName",
    "add_blackout",
    "add_step",
    "agree_cadence",
    "book",
    "cancel",
    "end_agreement",
    "escalate",
    "hand_over_calls",
    "keep",
    "keep_hours",
    "keep_link",
    "miss",
    "move",
    "offer_times",
    "pick",
    "raise_concern",
    "remove_blackout",
    "resolve",
    "save_note",
    "set_cadence",
    "wish",
    "withdraw_offer",
]
