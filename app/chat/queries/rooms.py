"""Rooms: one of them, those somebody may enter, what is new in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from app.access.actor import Actor
from app.chat.models import ChatMessage, ChatRoom, ChatVisit
from app.chat.queries.entering import open_to
from app.chat.queries.summaries import SummaryRow, summaries_written
from app.chat.rules import Kind, Visitor, days_in_words, event_key, may_enter, room_key
from app.core.clock import in_london
from app.core.db import session
from app.core.words import count
from app.events.queries import with_place
from app.members.rules import Fresh
from app.sites.models import Site


@dataclass(frozen=True)
class RoomRef:
    """A room as every page of it needs it; `room_key` is what its posts carry."""

    id: int
    key: str
    kind: Kind
    title: str
    path: str
    site_id: int | None
    event_id: int | None
    closed_at: datetime | None
    tick: int

    @property
    def room_key(self) -> str | None:
        """What the posts of a private room carry; None where every member reads them."""
        return room_key(self.key, self.site_id, self.event_id)


@dataclass(frozen=True)
class RoomRow:
    """A room in the list: when something was last said, and how much since the reader was there;
    None where they never were."""

    room: RoomRef
    said_at: datetime | None
    unread: int | None


_COLUMNS = (
    ChatRoom.id,
    ChatRoom.key,
    ChatRoom.kind,
    ChatRoom.title,
    ChatRoom.path,
    ChatRoom.site_id,
    ChatRoom.event_id,
    ChatRoom.closed_at,
    ChatRoom.tick,
)
# Asked at every look of every page of the chat: built once.
_ONE = select(
    *_COLUMNS, ChatRoom.event_id.in_(with_place(bindparam("person_id"))).label("has_place")
).where(ChatRoom.id == bindparam("room_id"))


def room_of(room_id: int, actor: Actor) -> RoomRef | None:
    """A room that somebody may enter. One read by its key."""
    row = session().execute(_ONE, {"room_id": room_id, "person_id": actor.id}).first()
    if row is None:
        return None
    who = Visitor(actor.own_sites, has_place=bool(row.has_place), is_nspcc=actor.is_nspcc)
    return _ref(row) if may_enter(row.site_id, row.event_id, who) else None


def room_of_event(event_id: int) -> int | None:
    """The number of the room of an event; None where nobody opened it yet."""
    return session().scalar(select(ChatRoom.id).where(ChatRoom.key == event_key(event_id)))


def _ref(row: Any) -> RoomRef:
    return RoomRef(row[0], row[1], Kind(row[2]), *row[3 : len(_COLUMNS)])


def rooms_for(actor: Actor) -> list[RoomRow]:
    """Every room the person may enter, open ones first, then by when something was last said."""
    said = select(func.max(ChatMessage.sent_at)).where(ChatMessage.room_id == ChatRoom.id)
    chosen = (
        select(*_COLUMNS, said.scalar_subquery().label("said_at"), ChatVisit.read_id)
        .outerjoin(
            ChatVisit,
            (ChatVisit.room_id == ChatRoom.id) & (ChatVisit.person_id == actor.id),
        )
        .where(open_to(actor))
    )
    found = session().execute(chosen).all()
    unread = _unread(actor.id, {row.id for row in found if row.read_id is not None})
    rows = [
        RoomRow(
            _ref(row),
            row.said_at,
            None if row.read_id is None else unread.get(row.id, 0),
        )
        for row in found
    ]
    return sorted(rows, key=_order)


def titles(actor: Actor) -> dict[int, str]:
    """The rooms that somebody may enter, by number."""
    chosen = select(ChatRoom.id, ChatRoom.title).where(open_to(actor))
    return {number: title for number, title in session().execute(chosen.order_by(ChatRoom.id))}


def _order(row: RoomRow) -> tuple[bool, float, str]:
    last = row.said_at.timestamp() if row.said_at else 0.0
    return (row.room.closed_at is not None, -last, row.room.title)


def _unread(person_id: int, room_ids: Collection[int]) -> dict[int, int]:
    """How many messages of others came since the person last read, by room."""
    if not room_ids:
        return {}
    counted = (
        select(ChatMessage.room_id, func.count())
        .join(
            ChatVisit,
            (ChatVisit.room_id == ChatMessage.room_id) & (ChatVisit.person_id == person_id),
        )
        .where(
            ChatMessage.room_id.in_(room_ids),
            ChatMessage.id > ChatVisit.read_id,
            ChatMessage.sender_id != person_id,
        )
        .group_by(ChatMessage.room_id)
    )
    return {room_id: number for room_id, number in session().execute(counted)}


def sites_without_room(site_ids: Collection[int]) -> list[tuple[int, str]]:
    """Those of these sites that have no private room yet: (number, name), by name."""
    if not site_ids:
        return []
    taken = select(ChatRoom.site_id).where(ChatRoom.site_id.in_(site_ids))
    chosen = select(Site.id, Site.name).where(Site.id.in_(site_ids), Site.id.not_in(taken))
    return [(number, name) for number, name in session().execute(chosen.order_by(Site.name))]


def fresh(actor: Actor, since: datetime, limit: int) -> tuple[Fresh, ...]:
    """What is new in the rooms the person may enter: how much was said, what was summed up."""
    written = summaries_written(actor, since, limit)
    found = [_of_summary(room, one) for room, one in written] + _said(actor, since, limit)
    return tuple(sorted(found, key=lambda one: one.when, reverse=True)[:limit])


def _said(actor: Actor, since: datetime, limit: int) -> list[Fresh]:
    latest, number = func.max(ChatMessage.sent_at), func.count()
    people = func.count(ChatMessage.sender_id.distinct())
    chosen = (
        select(ChatRoom.id, ChatRoom.title, latest, number, people)
        .join(ChatRoom, ChatRoom.id == ChatMessage.room_id)
        .where(
            open_to(actor),
            ChatMessage.sent_at > since,
            ChatMessage.sender_id != actor.id,
        )
        .group_by(ChatRoom.id, ChatRoom.title)
        .order_by(latest.desc())
        .limit(limit)
    )
    return [
        Fresh(
            when=when,
            kind="chat",
            title=title,
            path=f"/community/chat/{room_id}",
            about=f"{count(messages, 'message')} by {count(senders, 'member')}",
        )
        for room_id, title, when, messages, senders in session().execute(chosen)
    ]


def _of_summary(room: tuple[int, str], one: SummaryRow) -> Fresh:
    days = days_in_words(in_london(one.first_at).date(), in_london(one.last_at).date())
    return Fresh(
        when=one.written_at,
        kind="summary",
        title=f"{room[1]}, {days}",
        path=f"/community/chat/{room[0]}/summaries/{one.id}",
        about=f"what came of {count(one.messages, 'message')}",
    )
