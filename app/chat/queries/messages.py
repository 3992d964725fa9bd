"""Messages: the latest of a room, and what changed in it since a tick."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from app.chat.models import ChatMessage
from app.chat.rules import AT_ONCE, SHOWN, quoted
from app.core.db import session
from app.posts import queries as posts
from app.posts.queries import ShownPost


@dataclass(frozen=True)
class Quote:
    """The message that is answered: its number, whose it is, how it begins."""

    message_id: int
    name: str
    words: str


@dataclass(frozen=True)
class Message:
    """A message to be read."""

    id: int
    room_id: int
    tick: int
    sent_at: datetime
    post: ShownPost
    quote: Quote | None


@dataclass(frozen=True)
class Change:
    """A message that was sent or changed: its number, the tick of that, whose it is, and when it
    was sent."""

    message_id: int
    tick: int
    sender_id: int
    sent_at: datetime


@dataclass(frozen=True)
class News:
    """What changed in a room since a tick: new messages and changed ones alike, by tick; `tick` is
    what the next question names, `more` whether to ask at once."""

    tick: int
    more: bool
    changes: tuple[Change, ...]


_Answered = aliased(ChatMessage)
_ROWS = select(
    ChatMessage.id,
    ChatMessage.room_id,
    ChatMessage.tick,
    ChatMessage.sent_at,
    ChatMessage.post_id,
    ChatMessage.reply_to_id,
    _Answered.post_id.label("answered_id"),
).outerjoin(_Answered, _Answered.id == ChatMessage.reply_to_id)
_SINCE = (
    select(ChatMessage.id, ChatMessage.tick, ChatMessage.sender_id, ChatMessage.sent_at)
    .where(ChatMessage.room_id == bindparam("room_id"), ChatMessage.tick > bindparam("tick"))
    .order_by(ChatMessage.tick)
    .limit(AT_ONCE)
)
_LATEST = (
    _ROWS.where(ChatMessage.room_id == bindparam("room_id"))
    .order_by(ChatMessage.id.desc())
    .limit(SHOWN + 1)
)


def news(room_id: int, tick: int, now: int) -> News:
    """What changed in a room since `tick`; `now` is the room's tick, read before. What is committed
    in between has a higher one and may be in it, or comes with the next question."""
    rows = session().execute(_SINCE, {"room_id": room_id, "tick": tick}).all()
    if not rows:
        return News(max(now, tick), False, ())
    more = len(rows) == AT_ONCE
    last = rows[-1].tick
    return News(last if more else max(now, last), more, tuple(Change(*row) for row in rows))


def messages(message_ids: Collection[int]) -> tuple[Message, ...]:
    """Messages by number, in any order; who asks may read them."""
    return rows_of(_ROWS.where(ChatMessage.id.in_(message_ids)))


def latest(room_id: int) -> tuple[tuple[Message, ...], bool]:
    """The newest messages of a room, oldest first, and whether there are earlier ones."""
    rows = session().execute(_LATEST, {"room_id": room_id}).all()
    return shown(rows[:SHOWN][::-1]), len(rows) > SHOWN


def message_of(room_id: int, message_id: int) -> Message | None:
    """One message of a room."""
    found = rows_of(_ROWS.where(ChatMessage.room_id == room_id, ChatMessage.id == message_id))
    return found[0] if found else None


def rows_of(chosen: Select[*tuple[Any, ...]]) -> tuple[Message, ...]:
    """The messages of a selection made from `every_message`."""
    return shown(session().execute(chosen).all())


def every_message() -> Select[*tuple[Any, ...]]:
    """A selection of messages to narrow, for `rows_of`."""
    return _ROWS


def shown(rows: Sequence[Any]) -> tuple[Message, ...]:
    """Rows with their posts and quotes; three statements or so, however many."""
    wanted = {row.post_id for row in rows} | {row.answered_id for row in rows if row.answered_id}
    found = posts.shown(wanted)
    return tuple(
        Message(
            row.id,
            row.room_id,
            row.tick,
            row.sent_at,
            found[row.post_id],
            _quote(row.reply_to_id, found.get(row.answered_id)),
        )
        for row in rows
        if row.post_id in found
    )


def _quote(message_id: int | None, post: ShownPost | None) -> Quote | None:
    if message_id is None or post is None:
        return None
    words = quoted(post.html.striptags()) if post.state.is_read else post.said
    return Quote(message_id, post.author.name, words)
