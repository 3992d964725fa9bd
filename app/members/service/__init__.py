"""Writes of members."""

from app.members.service.digests import choose_digest
from app.members.service.following import agree, mute, unmute, visit
from app.members.service.profiles import Conflict, empty, follow_tags, save

__all__ = [
    "Conflict",
    "agree",
    "choose_digest",
    "empty",
    "follow_tags",
    "mute",
    "save",
    "unmute",
    "visit",
]
