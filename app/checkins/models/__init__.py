"""Check-in calls and who they concern, their notes, and concerns about engagement."""

from app.checkins.models.cadence import CadenceVersion, CallBlackout, CallHours, SiteCadence
from app.checkins.models.calls import CallInvitee, CheckInCall
from app.checkins.models.concerns import ConcernStep, EngagementConcern
from app.checkins.models.offers import CallOffer, CallWish, OfferedTime, OfferLink
from app.checkins.models.records import CallCode, CallDraft, CallMiss, CallPerson, CallRecord

__all__ = [
    "CadenceVersion",
    "CallBlackout",
    "CallCode",
    "CallDraft",
    "CallHours",
    "CallInvitee",
    "CallMiss",
    "CallOffer",
    "CallPerson",
    "CallRecord",
    "CallWish",
    "CheckInCall",
    "ConcernStep",
    "EngagementConcern",
    "OfferLink",
    "OfferedTime",
    "SiteCadence",
]
