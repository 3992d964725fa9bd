"""Who is in a room, and up to where somebody has read."""

from datetime import datetime

from sqlalchemy import select

from app.chat.models import ChatVisit
from app.chat.rules import HERE_FOR, present_in_words
from app.core.db import session
from app.members import queries as members


def here(room_id: int, reader_id: int, now: datetime) -> str:
    """Who is in the room, in words: by name those who let others see it, the others as a number."""
    present = set(
        session().scalars(
            select(ChatVisit.person_id).where(
                ChatVisit.room_id == room_id, ChatVisit.seen_at >= now - HERE_FOR
            )
        )
    )
    others = present - {reader_id}
    named = members.bylines(members.show_presence(others)) if others else {}
    names = sorted(one.name for one in named.values())
    return present_in_words(names, len(others) + 1)


def read_up_to(room_id: int, person_id: int) -> int | None:
    """The newest message somebody has read in a room; None where they never were there."""
    return session().scalar(
        select(ChatVisit.read_id).where(
            ChatVisit.room_id == room_id, ChatVisit.person_id == person_id
        )
    )
