"""Reads about members."""

from app.members.queries.bylines import bylines, find, handles, is_listed, show_presence
from app.members.queries.following import (
    digest_choice,
    digest_choices,
    has_agreed,
    interests,
    last_visit,
    muted,
    subjects_muted,
    visit_of,
)
from app.members.queries.profiles import (
    DirectoryPage,
    MemberRow,
    Own,
    Sought,
    directory,
    member,
    members_with,
    own,
)

__all__ = [
    "DirectoryPage",
    "MemberRow",
    "Own",
    "Sought",
    "bylines",
    "digest_choice",
    "digest_choices",
    "directory",
    "find",
    "handles",
    "has_agreed",
    "interests",
    "is_listed",
    "last_visit",
    "member",
    "members_with",
    "muted",
    "own",
    "show_presence",
    "subjects_muted",
    "visit_of",
]
