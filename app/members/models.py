"""Profiles of members, what they agreed to, what they follow and mute, when they were here."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

OWN_WORDS = {"personal": "what members say about themselves to other members"}


class Profile(Base):
    """What somebody says about themselves. Each field has its own consent: what is not `..._shown`
    nobody else reads. Without a row nothing is shown but the name beside what they write. Since
    `messages_off_at`, None where they never did, they take no messages any more."""

    __tablename__ = "community_profiles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    is_listed: Mapped[bool] = mapped_column(default=False)
    takes_messages: Mapped[bool] = mapped_column(default=False)
    messages_off_at: Mapped[datetime | None]
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
    """When somebody was first and last in the community, and in the visit before: what came since
    that is new."""

    __tablename__ = "community_visits"
    __audited__ = False

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    first_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    before: Mapped[datetime | None]


class DigestChoice(Base):
    """How often somebody wants the digest, and on which day of the week where it is weekly (0 is
    Monday); without a row, as the programme says. Whoever wants none mutes its kind of mail."""

    __tablename__ = "community_digest_choices"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    every: Mapped[str] = mapped_column(String(10))
    weekday: Mapped[int]
