"""Writes of the community as a whole."""

from app.community.service.digests import NotAll, run_due
from app.community.service.messages import (
    profile_changed,
    profile_redacted,
    readers,
    report_profile,
    send,
)
from app.community.service.visits import be_here

__all__ = [
    "NotAll",
    "be_here",
    "profile_changed",
    "profile_redacted",
    "readers",
    "report_profile",
    "run_due",
    "send",
]
