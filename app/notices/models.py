"""Notices to a person, the kinds they muted, and the days they are away."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

MAY_NAME = {"personal": "what a person is told may name people"}


class Notice(Base):
    """Something one person is told in the portal. `key` says which telling it is, for ever."""

    __tablename__ = "notices"
    __audited__ = False
    __table_args__ = (Index("ix_notices_person_id_read_at", "person_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str] = mapped_column(String(20))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"), index=True)
    title: Mapped[str] = mapped_column(String(300), info=MAY_NAME)
    path: Mapped[str] = mapped_column(String(300))
    told_at: Mapped[datetime] = mapped_column(index=True)
    read_at: Mapped[datetime | None]


class Mute(Base):
    """A kind of which somebody wants no mail. The notice in the portal stays."""

    __tablename__ = "notice_mutes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    since: Mapped[datetime]


class Absence(Base):
    """Days on which somebody is away, both included. Whoever works with them may read the note."""

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="in_order"),
        Index("ix_absences_person_id_last_day", "person_id", "last_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    note: Mapped[str] = mapped_column(
        String(200), info={"personal": "what they tell colleagues about being away"}
    )
    entered_at: Mapped[datetime]
