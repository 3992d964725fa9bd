"""Rooms of the chat, what is said in them, who was there last, what was summed up."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.chat.rules import room_key
from app.core.db import Base


class ChatRoom(Base):
    """A room. `key` is "everyone", "event:12", "site:3" or that of a subject; with
    `site_id` only members of that site enter, with `event_id` those who have a place at the event,
    and the NSPCC. `tick` goes up with every message and every change of one, under the row's lock:
    whoever has seen everything up to a tick misses nothing that comes later; what was said up to
    `indexed_tick` can be found. `path` leads to what the room is about, "" for nothing.

    Opening and closing stand in the trail by themselves; the counter would drown it.
    """

    __tablename__ = "chat_rooms"
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(100), info={"sensitive": "free text may name people"})
    path: Mapped[str] = mapped_column(String(300), default="")
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("community_events.id"), unique=True)
    tick: Mapped[int] = mapped_column(default=0)
    indexed_tick: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @property
    def room_key(self) -> str | None:
        """What the posts of a private room carry; None where every member reads them."""
        return room_key(self.key, self.site_id, self.event_id)


class ChatMessage(Base):
    """Where and when something was said; the words are a post.

    `tick` is the room's when the message was sent or last changed, and no other message has it.
    `client_id` is made by the page that sends it, so that sending it again adds nothing.
    """

    __tablename__ = "chat_messages"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("room_id", "sender_id", "client_id"),
        UniqueConstraint("room_id", "tick"),
        Index("ix_chat_messages_room_id_sent_at", "room_id", "sent_at"),
        Index("ix_chat_messages_room_id_id_sender_id", "room_id", "id", "sender_id"),
        Index("ix_chat_messages_sender_id_sent_at", "sender_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("chat_rooms.id"))
    post_id: Mapped[int] = mapped_column(
        ForeignKey("community_posts.id", ondelete="CASCADE"), unique=True
    )
    sender_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    client_id: Mapped[str] = mapped_column(String(36))
    reply_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("chat_messages.id", ondelete="SET NULL"), index=True
    )
    tick: Mapped[int]
    sent_at: Mapped[datetime]


class ChatVisit(Base):
    """Somebody in a room: when they were last seen there and up to where they have read."""

    __tablename__ = "chat_visits"
    __audited__ = False
    __table_args__ = (Index("ix_chat_visits_room_id_seen_at", "room_id", "seen_at"),)

    room_id: Mapped[int] = mapped_column(ForeignKey("chat_rooms.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    read_id: Mapped[int]  # of the newest message read; 0 before the first
    seen_at: Mapped[datetime]


class ChatSummary(Base):
    """What came of a stretch of talk, from one message to another; the words are a post."""

    __tablename__ = "chat_summaries"

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("chat_rooms.id"), index=True)
    post_id: Mapped[int] = mapped_column(
        ForeignKey("community_posts.id", ondelete="CASCADE"), unique=True
    )
    first_id: Mapped[int]
    last_id: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    messages: Mapped[int]
    written_at: Mapped[datetime]
