"""Finding what was said."""

from dataclasses import dataclass

from sqlalchemy import select

from app.access.actor import Actor
from app.chat.models import ChatMessage, ChatRoom
from app.chat.queries.entering import open_to, private_keys
from app.chat.queries.messages import Message, every_message, rows_of
from app.chat.rules import KIND, room_label
from app.core import search as index


@dataclass(frozen=True)
class FoundPage:
    """One page of messages that hold some words, newest first; how many there are; and the
    question as it was understood, "" where as typed."""

    messages: tuple[Message, ...]
    total: int
    understood: str


def search(actor: Actor, words: str, room_id: int | None, *, page: int, per_page: int) -> FoundPage:
    """Messages in the rooms the person may enter now, or in one of them."""
    found = index.find(
        words,
        kinds=[KIND],
        audiences=["", *private_keys(actor)],
        labels=[] if room_id is None else [room_label(room_id)],
        newest=True,
        limit=per_page,
        offset=(page - 1) * per_page,
    )
    numbers = [hit.subject_id for hit in found.hits]
    if not numbers:
        return FoundPage((), found.total, found.did_you_mean)
    open_rooms = select(ChatRoom.id).where(open_to(actor))
    chosen = every_message().where(ChatMessage.id.in_(numbers), ChatMessage.room_id.in_(open_rooms))
    return FoundPage(
        rows_of(chosen.order_by(ChatMessage.id.desc())), found.total, found.did_you_mean
    )
