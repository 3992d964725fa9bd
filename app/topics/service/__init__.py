"""Writes about topics."""

from app.topics.service.answering import accept, accept_post, answer, open_again
from app.topics.service.asking import ask, change, check, may_write, take_back
from app.topics.service.following import ask_no_longer, ask_too, follow, unfollow
from app.topics.service.holding import Writer
from app.topics.service.indexing import index, post_changed, redact_title, title_of
from app.topics.service.moderating import merge, move

__all__ = [
    "Writer",
    "accept",
    "accept_post",
    "answer",
    "ask",
    "ask_no_longer",
    "ask_too",
    "change",
    "check",
    "follow",
    "index",
    "may_write",
    "merge",
    "move",
    "open_again",
    "post_changed",
    "redact_title",
    "take_back",
    "title_of",
    "unfollow",
]
