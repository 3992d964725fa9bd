"""Events, who signed up for them, and what they left."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}
JOINS = {"sensitive": "a link lets its reader join"}


def _end(context: Any) -> datetime:
    """The end of an event that is written in bulk: as many minutes after its start."""
    given = context.get_current_parameters()
    ends_at: datetime = given["starts_at"] + timedelta(minutes=given["minutes"])
    return ends_at


class Event(Base):
    """Something members come to, online or face to face. What it is about is a post of the
    community, and so are the notes afterwards. `sequence` counts what calendars were told;
    `attendance_version` how often who came was saved, and `notes_before` the versions that the
    notes had in posts before the one they are in now."""

    __tablename__ = "community_events"
    __table_args__ = (
        Index("ix_community_events_starts_at", "starts_at"),
        Index("ix_community_events_ends_at", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120), info=FREE_TEXT)
    kind: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    tags: Mapped[str] = mapped_column(String(300), default="")
    way: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(default=_end)
    place: Mapped[str] = mapped_column(String(300), default="", info=FREE_TEXT)
    link: Mapped[str] = mapped_column(String(300), default="", info=JOINS)
    capacity: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20))
    host_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    about_id: Mapped[int] = mapped_column(ForeignKey("community_posts.id"))
    notes_id: Mapped[int | None] = mapped_column(ForeignKey("community_posts.id"))
    feedback_version_id: Mapped[int | None] = mapped_column(ForeignKey("instrument_versions.id"))
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime]
    planned_at: Mapped[datetime]
    notes_before: Mapped[int] = mapped_column(default=0)
    attendance_version: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class SignUp(Base):
    """Somebody's answer to an event. Who waits has `waiting_since`; `needs` is for the host."""

    __tablename__ = "community_event_sign_ups"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        Index("ix_community_event_sign_ups_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_events.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    answer: Mapped[str] = mapped_column(String(10))
    waiting_since: Mapped[datetime | None]
    answered_at: Mapped[datetime]
    # how often they answered otherwise or moved up, so that each mail about it is a new one
    turn: Mapped[int] = mapped_column(default=0)
    needs: Mapped[str] = mapped_column(
        String(500), default="", info={"personal": "what somebody needs to take part"}
    )
    attendance: Mapped[str] = mapped_column(String(10))
    feedback_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Material(Base):
    """Slides, a recording or a resource of the library that belongs to an event: a link."""

    __tablename__ = "community_event_materials"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_events.id"), index=True)
    title: Mapped[str] = mapped_column(String(120), info=FREE_TEXT)
    link: Mapped[str] = mapped_column(String(500))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]


class Tally(Base):
    """How many gave an event this score on an item of its feedback; None: it does not apply.

    Only sums are kept: nothing leads from an answer to who gave it.
    """

    __tablename__ = "community_event_tallies"
    __audited__ = False
    __table_args__ = (UniqueConstraint("event_id", "item", "score"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_events.id"))
    item: Mapped[str] = mapped_column(String(20))
    score: Mapped[int]  # -1: does not apply
    given: Mapped[int]


class Remark(Base):
    """What somebody wrote with their feedback, without who and when."""

    __tablename__ = "community_event_remarks"
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_events.id"), index=True)
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
