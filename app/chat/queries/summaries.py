"""What came of the talk: summaries, and what is not summed up yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.access.actor import Actor
from app.chat.models import ChatMessage, ChatRoom, ChatSummary
from app.chat.queries.entering import open_to
from app.chat.queries.messages import Message, every_message, rows_of
from app.chat.rules import AT_ONCE, Stretch
from app.core.db import session
from app.posts import queries as posts
from app.posts.queries import ShownPost


@dataclass(frozen=True)
class SummaryRow:
    """A summary; `post` where it is to be read."""

    id: int
    post_id: int
    first_at: datetime
    last_at: datetime
    messages: int
    written_at: datetime
    post: ShownPost | None = None


_COLUMNS = (
    ChatSummary.id,
    ChatSummary.post_id,
    ChatSummary.first_at,
    ChatSummary.last_at,
    ChatSummary.messages,
    ChatSummary.written_at,
)


def summaries_of(
    room_id: int, *, only: int | None = None, words: bool = True, limit: int = 20
) -> list[SummaryRow]:
    """Summaries of a room, newest first, with their words if wanted; `only` one of them."""
    chosen = select(*_COLUMNS).where(ChatSummary.room_id == room_id)
    if only is not None:
        chosen = chosen.where(ChatSummary.id == only)
    rows = session().execute(chosen.order_by(ChatSummary.id.desc()).limit(limit)).all()
    found = posts.shown({row.post_id for row in rows}) if words else {}
    return [SummaryRow(*row, post=found.get(row.post_id)) for row in rows]


def summaries_written(
    actor: Actor, since: datetime, limit: int
) -> list[tuple[tuple[int, str], SummaryRow]]:
    """((number of the room, its title), summary) since a moment, in rooms that somebody may
    enter."""
    chosen = (
        select(ChatRoom.id, ChatRoom.title, *_COLUMNS)
        .join(ChatRoom, ChatRoom.id == ChatSummary.room_id)
        .where(ChatSummary.written_at > since, open_to(actor))
        .order_by(ChatSummary.written_at.desc())
        .limit(limit)
    )
    return [((row[0], row[1]), SummaryRow(*row[2:])) for row in session().execute(chosen)]


def stretch(room_id: int, up_to: int | None = None) -> Stretch | None:
    """What was said since the last summary, up to a message; None where nothing was."""
    summed = select(func.coalesce(func.max(ChatSummary.last_id), 0)).where(
        ChatSummary.room_id == room_id
    )
    chosen = select(
        func.min(ChatMessage.id),
        func.max(ChatMessage.id),
        func.min(ChatMessage.sent_at),
        func.max(ChatMessage.sent_at),
        func.count(),
    ).where(ChatMessage.room_id == room_id, ChatMessage.id > summed.scalar_subquery())
    if up_to is not None:
        chosen = chosen.where(ChatMessage.id <= up_to)
    row = session().execute(chosen).one()
    return Stretch(*row) if row[4] else None


def to_sum_up(room_id: int, found: Stretch) -> tuple[Message, ...]:
    """The newest messages of a stretch, oldest first."""
    chosen = every_message().where(
        ChatMessage.room_id == room_id, ChatMessage.id.between(found.first_id, found.last_id)
    )
    return rows_of(chosen.order_by(ChatMessage.id.desc()).limit(AT_ONCE))[::-1]
