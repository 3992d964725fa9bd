"""Writes about posts, and what moderators do with them."""

from app.posts.service.listening import Changed, listen
from app.posts.service.reporting import report
from app.posts.service.writing import ChangedMeanwhile, edit, placed, remove, write

__all__ = [
    "Changed",
    "ChangedMeanwhile",
    "edit",
    "listen",
    "placed",
    "remove",
    "report",
    "write",
]
