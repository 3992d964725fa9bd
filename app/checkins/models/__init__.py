"""Check-in calls and who they concern."""

from app.checkins.models.calls import CallInvitee, CheckInCall

__all__ = ["CallInvitee", "CheckInCall"]
