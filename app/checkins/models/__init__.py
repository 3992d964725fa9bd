"""Check-in calls and who they concern; cadence, hours and offers of times."""

from app.checkins.models.cadence import CadenceVersion, CallBlackout, CallHours, SiteCadence
from app.checkins.models.calls import CallInvitee, CheckInCall
from app.checkins.models.offers import CallOffer, CallWish, OfferedTime, OfferLink

__all__ = [
    "CadenceVersion",
    "CallBlackout",
    "CallHours",
    "CallInvitee",
    "CallOffer",
    "CallWish",
    "CheckInCall",
    "OfferLink",
    "OfferedTime",
    "SiteCadence",
]
