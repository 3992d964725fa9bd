"""Reads about members."""

from app.members.queries.bylines import bylines, find, handles, show_presence
from app.members.queries.following import (
    has_agreed,
    interests,
    last_visit,
    muted,
    subjects_muted,
)

__all__ = [
    "bylines",
    "find",
    "handles",
    "has_agreed",
    "interests",
    "last_visit",
    "muted",
    "show_presence",
    "subjects_muted",
]
