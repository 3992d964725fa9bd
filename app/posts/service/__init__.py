"""Writes about posts, and what moderators do with them."""

from app.posts.service.keeping import forget_old, forget_profiles, tell_rooms
from app.posts.service.listening import Changed, Readers, Wording, listen, readers_among, title_of
from app.posts.service.moderating import answer, appeal, claim, decide
from app.posts.service.reporting import report
from app.posts.service.safety import set_procedures, set_safety
from app.posts.service.titles import check_title
from app.posts.service.writing import Begun, begin, edit, moved, placed, remove, write

__all__ = [
    "Begun",
    "Changed",
    "Readers",
    "Wording",
    "answer",
    "appeal",
    "begin",
    "check_title",
    "claim",
    "decide",
    "edit",
    "forget_old",
    "forget_profiles",
    "listen",
    "moved",
    "placed",
    "readers_among",
    "remove",
    "report",
    "set_procedures",
    "set_safety",
    "tell_rooms",
    "title_of",
    "write",
]
