"""Messages as pages show them: with the days between them and where the new ones begin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.chat.queries import Message, RoomRow
from app.chat.rules import days_in_words
from app.core.clock import in_london
from app.core.words import count
from app.core.words import moment as at


@dataclass(frozen=True)
class Line:
    """One message in its place. `day` is set where a new day begins, `is_new` where what the
    reader has not seen begins."""

    message: Message
    is_mine: bool
    day: date | None = None
    is_new: bool = False


def lines(messages: Iterable[Message], reader_id: int, read_id: int | None) -> list[Line]:
    """Messages in their order; `read_id` the newest one read, None where the reader is new."""
    found: list[Line] = []
    day, marked = None, read_id is None
    for one in messages:
        on = in_london(one.sent_at).date()
        mine = one.post.author_id == reader_id
        new = not marked and not mine and one.id > (read_id or 0)
        found.append(Line(one, mine, on if on != day else None, new))
        day, marked = on, marked or new
    return found


def days(first_at: datetime, last_at: datetime) -> str:
    """The days of a stretch of talk, on the London clock."""
    return days_in_words(in_london(first_at).date(), in_london(last_at).date())


def news_of(row: RoomRow) -> str:
    """What the list says of a room: how much is new to the reader, when it was last used."""
    if row.said_at is None:
        return "Nobody has written yet"
    last = f"last message {at(row.said_at)}"
    if row.unread is None:
        return f"You have not been here yet, {last}"
    return f"{count(row.unread, 'new message').capitalize()}, {last}"


def newest(messages: Sequence[Message]) -> int:
    """The number of the newest message shown; 0 where there is none."""
    return messages[-1].id if messages else 0


def day_of(moment: datetime) -> str:
    """The day of a moment in London, as an address names it."""
    return in_london(moment).date().isoformat()
