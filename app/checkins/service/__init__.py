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
from app.checkins.service.offers import (
    NewOffer,
    NotOpen,
    offer_times,
    pick,
    wish,
    withdraw_offer,
)
from app.checkins.service.refusals import Refused

__all__ = [
    "AlreadyBooked",
    "ChangedMeanwhile",
    "NewOffer",
    "NotOpen",
    "Refused",
    "SiteName",
    "add_blackout",
    "agree_cadence",
    "book",
    "cancel",
    "end_agreement",
    "hand_over_calls",
    "keep_hours",
    "keep_link",
    "move",
    "offer_times",
    "pick",
    "remove_blackout",
    "set_cadence",
    "wish",
    "withdraw_offer",
]
