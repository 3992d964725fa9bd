"""Check-in calls and who they concern, their notes, and concerns about engagement."""

from app.checkins.models.calls import CallInvitee, CheckInCall
from app.checkins.models.concerns import ConcernStep, EngagementConcern
from app.checkins.models.records import CallCode, CallDraft, CallMiss, CallPerson, CallRecord

__all__ = [
    "CallCode",
    "CallDraft",
    "CallInvitee",
    "CallMiss",
    "CallPerson",
    "CallRecord",
    "CheckInCall",
    "ConcernStep",
    "EngagementConcern",
]
