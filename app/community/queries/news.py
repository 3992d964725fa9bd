"""What is new for one member, and what they could do: the home and the digest ask the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.access.actor import Actor
from app.chat import queries as chat
from app.community.rules.news import Line, is_muted, merged
from app.core import clock
from app.core.clock import in_london
from app.core.words import clock_time, count, day
from app.events import queries as events
from app.events.rules import Answer
from app.library import queries as library
from app.members import queries as members
from app.members.rules import Fresh
from app.topics import queries as topics

Room = Callable[[Actor, datetime, int], tuple[Fresh, ...]]
ROOMS: tuple[Room, ...] = (topics.fresh, library.fresh, events.fresh, chat.fresh)


@dataclass(frozen=True)
class News:
    """What came for one member since a moment; `questions` wait, `coming` lies ahead."""

    since: datetime
    followed: tuple[Fresh, ...]
    fresh: tuple[Fresh, ...]
    questions: tuple[Line, ...]
    coming: tuple[Line, ...]


def news(actor: Actor, since: datetime, now: datetime, limit: int) -> News:
    """Everything of it, each sort at most `limit`."""
    muted = members.subjects_muted(actor.id)
    fresh, followed = merged(
        (_heard(room, actor, since, muted, limit) for room in ROOMS),
        topics.followed(actor.id, since, limit),
        muted,
        limit,
    )
    tags = members.interests(actor.id) - muted
    return News(since, followed, fresh, _questions(actor, tags), _coming(actor, now))


def _heard(
    room: Room, actor: Actor, since: datetime, muted: frozenset[str], limit: int
) -> list[Fresh]:
    """What is new in a room but for what the reader muted: asked for further back until there is
    enough or no more, so that a busy subject they muted does not hide the rest."""
    size = limit
    while True:
        found = room(actor, since, size)
        heard = [one for one in found if not is_muted(one, muted)]
        if len(heard) >= limit or len(found) < size:
            return heard
        size *= 4


def _questions(actor: Actor, tags: frozenset[str]) -> tuple[Line, ...]:
    """Those that wait longest, of what interests the reader."""
    if not tags:
        return ()
    today = clock.today()
    return tuple(
        Line(one.title, waits(one.asked_on, today), f"/community/topics/{one.id}")
        for one in topics.answerable(actor.id, tags, 3)
    )


def waits(since: date, today: date) -> str:
    """Since when a question waits, in words."""
    days = (today - since).days
    return f"asked on {day(since)}, {count(days, 'day')} ago" if days else "asked today"


def _coming(actor: Actor, now: datetime) -> tuple[Line, ...]:
    rows = events.ahead(now, 3)
    answers = events.answers_of(actor.id, [one.id for one in rows])
    coming = {number for number, row in answers.items() if row.answer is Answer.YES}
    return tuple(Line(one.title, _when(one.starts_at, one.id in coming), one.path) for one in rows)


def _when(starts: datetime, mine: bool) -> str:
    words = f"{day(in_london(starts))} at {clock_time(in_london(starts))}"
    return f"{words}, you are coming" if mine else words
