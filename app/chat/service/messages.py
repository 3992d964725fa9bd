"""Sending messages, and passing on what becomes of them."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.chat.models import ChatMessage, ChatRoom
from app.chat.rules import PACE_WITHIN, check_editing, check_sending
from app.chat.service.indexing import put
from app.chat.service.rooms import held, held_with_message
from app.core import audit, clock
from app.core.db import session
from app.core.refusals import Faults, refuse
from app.members import queries as members
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import Place, State
from app.sites import queries as sites


@dataclass(frozen=True)
class NewMessage:
    """What somebody sends. `client_id` is the page's own number for it, a UUID."""

    text: str
    client_id: str
    reply_to_id: int | None = None


def send(room_id: int, sender_id: int, new: NewMessage, *, at_rest: bool = False) -> int:
    """Say something in a room and return the number of the message; that of the first time, where
    it was sent before. `at_rest`: whether the site of the room is. Raises `Refused`.

    The room is locked first: what is sent again at the same moment waits, and finds the first.
    """
    room = held(room_id)
    known = _sent_before(room_id, sender_id, new.client_id)
    if known is not None:
        return known
    refuse(
        check_sending(
            closed=room.closed_at is not None, at_rest=at_rest, sent_lately=_lately(sender_id)
        )
    )
    begun = posts.begin(sender_id, new.text, Place.CHAT, room_key=room.room_key)
    room.tick += 1
    message = ChatMessage(
        room_id=room_id,
        post_id=begun.post.id,
        sender_id=sender_id,
        client_id=new.client_id,
        reply_to_id=_answered(room_id, new.reply_to_id),
        tick=room.tick,
        sent_at=begun.post.written_at,
    )
    session().add(message)
    session().flush()
    posts.placed(begun, path_of(room_id, message.id))
    return message.id


def path_of(room_id: int, message_id: int) -> str:
    """The address at which a message is read, however old it is."""
    return f"/community/chat/{room_id}/messages/{message_id}"


def changed(post_id: int) -> None:
    """A post of the chat was edited, taken back, redacted or hidden: pages that are open learn it
    with their next question, and so do those that show a quote of it. What is found by searching
    changes at once. Raises `Refused` where its author edits it and could not send it now."""
    found = held_with_message(post_id)
    if found is None:
        return
    room, said = found
    post = session().get_one(Post, post_id)
    if post.state == State.STANDING and audit.who_acts().actor_id == post.author_id:
        refuse(_why_not_edit(room, post.author_id))
    answers = select(ChatMessage).where(ChatMessage.reply_to_id == said.id)
    for message in [said, *session().scalars(answers.order_by(ChatMessage.id))]:
        room.tick += 1  # one each: an answer that holds only some of them ends between two ticks
        message.tick = room.tick
    session().flush()
    put(room, said.id, said.sent_at, post)


def _why_not_edit(room: ChatRoom, author_id: int) -> Faults:
    return check_editing(
        closed=room.closed_at is not None,
        at_rest=room.site_id is not None and room.site_id in sites.resting(),
        agreed=members.has_agreed(author_id),
    )


def _sent_before(room_id: int, sender_id: int, client_id: str) -> int | None:
    return session().scalar(
        select(ChatMessage.id).where(
            ChatMessage.room_id == room_id,
            ChatMessage.sender_id == sender_id,
            ChatMessage.client_id == client_id,
        )
    )


def _lately(sender_id: int) -> int:
    """How much somebody sent within the last minute, in all rooms."""
    chosen = select(func.count()).where(
        ChatMessage.sender_id == sender_id, ChatMessage.sent_at > clock.now() - PACE_WITHIN
    )
    return session().scalar(chosen) or 0


def _answered(room_id: int, message_id: int | None) -> int | None:
    """The message that is answered, if it stands in this room."""
    if message_id is None:
        return None
    return session().scalar(
        select(ChatMessage.id).where(ChatMessage.id == message_id, ChatMessage.room_id == room_id)
    )
