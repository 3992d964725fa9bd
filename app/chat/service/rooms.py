"""Opening, closing and reopening rooms."""

from collections.abc import Collection

from sqlalchemy import exists, select, union

from app.accounts.models import Person
from app.chat.models import ChatMessage, ChatRoom
from app.chat.rules import Kind, check_title, event_key, may_close
from app.core import audit, clock
from app.core.db import session
from app.core.inserting import insert_if_new
from app.core.refusals import Refused, refuse
from app.events.models import SignUp
from app.events.queries import EventRow, has_place
from app.sites.models import Membership


def open_room(
    kind: Kind,
    key: str,
    title: str,
    *,
    path: str = "",
    site_id: int | None = None,
    event_id: int | None = None,
) -> int:
    """Open a room and return its number; the one there is, where its key is known. `site_id` makes
    it private to the members of that site, `event_id` to those who take part; `path` leads to what
    it is about. Raises `Refused`."""
    refuse(check_title(title))
    values = {
        "key": key,
        "kind": kind.value,
        "title": title.strip()[:100],
        "path": path,
        "site_id": site_id,
        "event_id": event_id,
        "tick": 0,
        "indexed_tick": 0,
        "opened_at": clock.now(),
    }
    known = select(ChatRoom.id).where(ChatRoom.key == key)
    there = session().scalars(known).first()
    if there is not None:
        return there
    if insert_if_new(ChatRoom, "key", values):
        audit.because("chat room opened", summary="A chat room was opened.", site_id=site_id)
    return session().scalars(known).one()


def open_for_event(event: EventRow) -> int:
    """Open the room of an event and return its number; the one there is. It leads back there."""
    return open_room(
        Kind.EVENT, event_key(event.id), event.title, path=event.path, event_id=event.id
    )


def readers(room_key: str, person_ids: Collection[int]) -> set[int]:
    """Those of these people who read what is said in a private room; one statement."""
    of_site = (
        select(Membership.person_id)
        .join(ChatRoom, ChatRoom.site_id == Membership.site_id)
        .where(ChatRoom.key == room_key, Membership.ended_at.is_(None))
        .where(Membership.person_id.in_(person_ids))
    )
    with_place = (
        select(SignUp.person_id)
        .join(ChatRoom, ChatRoom.event_id == SignUp.event_id)
        .where(ChatRoom.key == room_key, has_place(), SignUp.person_id.in_(person_ids))
    )
    of_event = exists().where(ChatRoom.key == room_key, ChatRoom.event_id.is_not(None))
    staff = select(Person.id).where(
        Person.staff_role.is_not(None), Person.id.in_(person_ids), of_event
    )
    return set(session().scalars(union(of_site, with_place, staff)))


def close_room(room_id: int) -> None:
    """Let nobody write in it any more. Again: nothing happens. Raises `Refused`."""
    room = held(room_id)
    if not may_close(Kind(room.kind)):
        raise Refused([("closes", "The room of every member stays open")])
    if room.closed_at is None:
        audit.because("chat room closed", summary="A chat room was closed.", site_id=room.site_id)
        room.closed_at = clock.now()
        room.tick += 1
        session().flush()


def reopen_room(room_id: int) -> None:
    """Let people write in it again. Again: nothing happens."""
    room = held(room_id)
    if room.closed_at is not None:
        audit.because(
            "chat room reopened", summary="A chat room was opened again.", site_id=room.site_id
        )
        room.closed_at = None
        room.tick += 1
        session().flush()


def held(room_id: int) -> ChatRoom:
    """The room, locked until the transaction ends: whoever holds it is the only one to raise its
    tick, so that ticks, and the numbers of messages, become visible in their order. The lock is
    the weak one, which lets rows that point at the room be written meanwhile."""
    return session().get_one(
        ChatRoom, room_id, with_for_update={"key_share": True}, populate_existing=True
    )


def held_with_message(post_id: int) -> tuple[ChatRoom, ChatMessage] | None:
    """The room in which a post was said, locked as `held` does, with its message; one statement.
    None where it is no message."""
    chosen = (
        select(ChatRoom, ChatMessage)
        .join(ChatMessage, ChatMessage.room_id == ChatRoom.id)
        .where(ChatMessage.post_id == post_id)
        .with_for_update(key_share=True, of=ChatRoom)
    )
    row = session().execute(chosen, execution_options={"populate_existing": True}).first()
    return None if row is None else (row[0], row[1])
