"""Who is in a room, and up to where somebody has read."""

from datetime import datetime

from sqlalchemy import func, select

from app.chat.models import ChatVisit
from app.chat.rules import HERE_FOR, NAMED, present_in_words
from app.core.db import session
from app.members import queries as members

ASKED = 20  # of those who were seen last, whether they may be named


def here(room_id: int, reader_id: int, now: datetime) -> str:
    """Who is in the room, in words: some by name, of those who let others see it, the others as a
    number. A few statements, however many are here."""
    within = (
        ChatVisit.room_id == room_id,
        ChatVisit.person_id != reader_id,
        ChatVisit.seen_at >= now - HERE_FOR,
    )
    chosen = select(ChatVisit.person_id, func.count().over()).where(*within)
    rows = session().execute(chosen.order_by(ChatVisit.seen_at.desc()).limit(ASKED)).all()
    if not rows:
        return present_in_words([], 1)
    shown = members.show_presence([number for number, _ in rows])
    named = members.bylines(sorted(shown)[:NAMED])
    return present_in_words(sorted(one.name for one in named.values()), rows[0][1] + 1)


def read_up_to(room_id: int, person_id: int) -> int | None:
    """The newest message somebody has read in a room; None where they never were there."""
    return session().scalar(
        select(ChatVisit.read_id).where(
            ChatVisit.room_id == room_id, ChatVisit.person_id == person_id
        )
    )
