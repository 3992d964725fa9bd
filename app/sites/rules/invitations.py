"""Invitations: how long they last, which state they are in, who may be invited as what."""

from datetime import datetime, timedelta
from enum import StrEnum

LIFETIME = timedelta(days=7)
STAFF_ROLES = {"lead": "Implementation lead", "admin": "Administrator"}
COMMUNITY_ROLE = {"member": "Community member"}  # of no authority


class InvitationState(StrEnum):
    """Where an invitation stands."""

    PENDING = "pending"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


def state_of(
    *,
    accepted_at: datetime | None,
    withdrawn_at: datetime | None,
    expires_at: datetime,
    now: datetime,
) -> InvitationState:
    """The state at the moment `now`; only a pending invitation can be accepted."""
    if accepted_at is not None:
        return InvitationState.ACCEPTED
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if expires_at <= now else InvitationState.PENDING
