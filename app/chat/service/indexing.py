"""Letting what was said be found. New messages are put into the index by the worker, some moments
later, so that sending one stays quick; what is changed or taken back is put right at once."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from app.chat.models import ChatMessage, ChatRoom
from app.chat.rules import KIND, room_label
from app.chat.service.rooms import held
from app.core import search
from app.core.db import session
from app.posts.models import Post
from app.posts.rules import State

MOST = 10  # messages in one transaction: nobody writes in the room meanwhile


def index() -> int:
    """Put some of what was said since the last time into the index, of one room; returns how many
    messages. Whatever is left comes with the next call."""
    behind = select(ChatRoom.id).where(ChatRoom.indexed_tick < ChatRoom.tick)
    room_id = session().scalar(behind.order_by(ChatRoom.id).limit(1))
    if room_id is None:
        return 0
    room = held(room_id)
    chosen = (
        select(ChatMessage.id, ChatMessage.tick)
        .where(ChatMessage.room_id == room_id, ChatMessage.tick > room.indexed_tick)
        .order_by(ChatMessage.tick)
        .limit(MOST)
    )
    found = session().execute(chosen).all()
    index_now(room, [row.id for row in found])
    room.indexed_tick = found[-1].tick if len(found) == MOST else room.tick
    session().flush()
    return len(found)


def index_now(room: ChatRoom, message_ids: Collection[int]) -> None:
    """Put these messages of a room into the index as they read now; out of it, where they do not
    read any more."""
    chosen = (
        select(ChatMessage.id, ChatMessage.sent_at, Post)
        .join(Post, Post.id == ChatMessage.post_id)
        .where(ChatMessage.id.in_(message_ids))
        .order_by(ChatMessage.id)
    )
    for message_id, sent_at, post in session().execute(chosen).all():
        put(room, message_id, sent_at, post)


def put(room: ChatRoom, message_id: int, sent_at: datetime, post: Post) -> None:
    """The same of one message, with its words."""
    if not State(post.state).is_read:
        search.drop(KIND, message_id)
        return
    search.put(
        KIND,
        message_id,
        title="",
        body=post.text,
        path=post.path,
        audience=room.room_key or "",
        labels=[room_label(room.id)],
        at=sent_at,
    )
