"""Digests that were decided, and messages between two members."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class CommunityDigest(Base):
    """The digest of one person for one day in London, sent or found empty; there is one at most,
    so that a run that is repeated sends nothing twice. The next one begins at `until`."""

    __tablename__ = "community_digests"
    __audited__ = False
    __table_args__ = (UniqueConstraint("person_id", "local_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    local_date: Mapped[date]
    until: Mapped[datetime]
    was_sent: Mapped[bool]


class MemberMessage(Base):
    """A message from one member to another; its text is the post. No address is shown: it is read
    and answered here. `token` is of the form: what is sent twice is one message."""

    __tablename__ = "member_messages"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("from_id", "token"),
        Index("ix_member_messages_to_id_sent_at", "to_id", "sent_at"),
        Index("ix_member_messages_from_id_sent_at", "from_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("community_posts.id"), unique=True)
    token: Mapped[str] = mapped_column(String(36))
    sent_at: Mapped[datetime]
