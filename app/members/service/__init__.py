"""Writes of members."""

from app.members.service.following import agree, mute, unmute, visit

__all__ = ["agree", "mute", "unmute", "visit"]
