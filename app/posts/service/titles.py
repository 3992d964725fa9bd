"""Titles of what posts belong to: something is taken out of them with the words of the post."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.db import session
from app.core.refusals import refuse
from app.notices.models import Notice
from app.notices.rules import Kind
from app.posts.models import Post
from app.posts.rules.deciding import redacted
from app.posts.rules.places import Place, State
from app.posts.service.listening import redact_in_room
from app.posts.service.writing import NOT_AFTER_REDACTION


def redact_title(post: Post, title: str, parts: Sequence[str]) -> None:
    """Take these words out of the title above a post, and out of the notices that name it."""
    redact_in_room(post.id, Place(post.place), title, parts)
    if redacted(title, parts) == title:
        return
    named = Notice.title.contains(title, autoescape=True)
    chosen = select(Notice).where(Notice.kind == Kind.COMMUNITY.value, named)
    for notice in session().scalars(chosen):
        notice.title = redacted(notice.title, parts)


def check_title(post_id: int, old: str, new: str) -> None:
    """Refuse a new title for what a moderator took something out of, since it may be that."""
    post = session().get(Post, post_id)
    if post is not None and post.state == State.REDACTED and old.strip() != new.strip():
        refuse([("title", NOT_AFTER_REDACTION)])
