"""Profiles of members, what they agreed to, what they mute, messages between two of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

OWN_WORDS = {"personal": "what members say about themselves to other members"}
BETWEEN_TWO = {"sensitive": "what one member wrote to another"}


class Profile(Base):
    """What somebody says about themselves. Each field has its own consent: what is not `..._shown`
    nobody else reads. Without a row nothing is shown but the name beside what they write."""

    __tablename__ = "community_profiles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    is_listed: Mapped[bool] = mapped_column(default=False)
    takes_messages: Mapped[bool] = mapped_column(default=False)
    shows_presence: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str] = mapped_column(String(20), default="", index=True)
    role_words: Mapped[str] = mapped_column(String(100), default="", info=OWN_WORDS)
    role_shown: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(String(100), default="", info=OWN_WORDS)
    place_shown: Mapped[bool] = mapped_column(default=False)
    region: Mapped[str] = mapped_column(String(80), default="", index=True)
    region_shown: Mapped[bool] = mapped_column(default=False)
    about: Mapped[str] = mapped_column(Text, default="", info=OWN_WORDS)
    about_shown: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[str] = mapped_column(String(100), default="", info=OWN_WORDS)
    languages_shown: Mapped[bool] = mapped_column(default=False)
    interests_shown: Mapped[bool] = mapped_column(default=False)
    trainer_shown: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Interest(Base):
    """A tag somebody wants to hear of and can say something about."""

    __tablename__ = "community_interests"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class CommunityMute(Base):
    """What somebody wants to see nothing new of: the key of a tag, or the path of a topic."""

    __tablename__ = "community_mutes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(120), primary_key=True)


class Agreement(Base):
    """Somebody has read and accepted the house rules of a version."""

    __tablename__ = "house_rules_agreements"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    agreed_at: Mapped[datetime]


class Visit(Base):
    """When somebody was last in the community, and the visit before: what came since is new."""

    __tablename__ = "community_visits"
    __audited__ = False

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    seen_at: Mapped[datetime]
    before: Mapped[datetime | None]


class DigestChoice(Base):
    """How often somebody wants the digest; without a row, weekly on Mondays. `weekday` 0 to 4."""

    __tablename__ = "community_digest_choices"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    every: Mapped[str] = mapped_column(String(10))
    weekday: Mapped[int]


class MemberMessage(Base):
    """A message between two members. Addresses stay hidden: it is read and answered here."""

    __tablename__ = "member_messages"
    __audited__ = False
    __table_args__ = (
        Index("ix_member_messages_to_id_sent_at", "to_id", "sent_at"),
        Index("ix_member_messages_from_id_sent_at", "from_id", "sent_at"),
        UniqueConstraint("from_id", "token"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(36))  # of the form: sent twice, it is one message
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text, info=BETWEEN_TWO)
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class MemberReport(Base):
    """A message or a profile that somebody reports to the NSPCC, and what was done about it."""

    __tablename__ = "member_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("member_messages.id"))
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, info=BETWEEN_TWO)
    reported_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reported_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="", info=BETWEEN_TWO)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
