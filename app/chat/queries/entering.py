"""Which rooms somebody may enter, as conditions: every read asks by these."""

from sqlalchemy import ColumnElement, or_, select

from app.access.actor import Actor
from app.chat.models import ChatRoom
from app.core.db import session
from app.events.queries import with_place


def open_to(actor: Actor) -> ColumnElement[bool]:
    """The condition for rooms that somebody may enter; the same as the rule `may_enter`."""
    of_event = ChatRoom.event_id.is_not(None)
    if not actor.is_nspcc:
        of_event = ChatRoom.event_id.in_(with_place(actor.id))
    return or_(~is_private(), ChatRoom.site_id.in_(actor.own_sites), of_event)


def is_private() -> ColumnElement[bool]:
    """The condition for rooms that not every member may enter."""
    return or_(ChatRoom.site_id.is_not(None), ChatRoom.event_id.is_not(None))


def private_keys(actor: Actor) -> list[str]:
    """The keys of the private rooms that somebody may enter; one statement."""
    return list(session().scalars(select(ChatRoom.key).where(open_to(actor), is_private())))
