"""What was said before: a day of a room, and where a message stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from app.chat.models import ChatMessage
from app.chat.queries.messages import Message, every_message, rows_of
from app.chat.rules import ON_A_DAY, SHOWN
from app.core.clock import first_moment, in_london
from app.core.db import session


@dataclass(frozen=True)
class DayPage:
    """One page of a day in London, and the nearest days on which something was said."""

    day: date
    page: int
    pages: int
    found: int
    messages: tuple[Message, ...]
    before: date | None
    after: date | None


def day_page(room_id: int, day: date, page: int) -> DayPage:
    """A day of a room; the last page where fewer are there than asked for."""
    starts, ends = first_moment(day), first_moment(day + timedelta(days=1))
    within = _in(room_id, ChatMessage.sent_at >= starts, ChatMessage.sent_at < ends)
    found = session().scalar(select(func.count()).select_from(ChatMessage).where(*within)) or 0
    pages = max(1, -(-found // ON_A_DAY))
    page = min(page, pages)
    chosen = every_message().where(*within).order_by(ChatMessage.id)
    return DayPage(
        day,
        page,
        pages,
        found,
        rows_of(chosen.offset((page - 1) * ON_A_DAY).limit(ON_A_DAY)),
        _day(func.max, *_in(room_id, ChatMessage.sent_at < starts)),
        _day(func.min, *_in(room_id, ChatMessage.sent_at >= ends)),
    )


def is_latest(message: Message) -> bool:
    """Whether a message is among those on the page of its room."""
    after = _in(message.room_id, ChatMessage.id > message.id)
    newer = select(ChatMessage.id).where(*after).limit(SHOWN)
    return len(session().scalars(newer).all()) < SHOWN


def page_of(message: Message) -> tuple[date, int]:
    """The day on which a message was sent, and the page of that day on which it stands."""
    day = in_london(message.sent_at).date()
    before = _in(
        message.room_id, ChatMessage.sent_at >= first_moment(day), ChatMessage.id < message.id
    )
    number = session().scalar(select(func.count()).select_from(ChatMessage).where(*before)) or 0
    return day, number // ON_A_DAY + 1


def _in(room_id: int, *conditions: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (ChatMessage.room_id == room_id, *conditions)


def _day(
    nearest: Callable[..., ColumnElement[datetime]], *within: ColumnElement[bool]
) -> date | None:
    moment = session().scalar(select(nearest(ChatMessage.sent_at)).where(*within))
    return in_london(moment).date() if moment else None
