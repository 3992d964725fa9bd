"""Reminders that were sent or dropped, the runs that did it, and the ladders they follow."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.reminders.rules import Content

MAY_NAME = {"personal": "what somebody is reminded of may name people"}
KEPT_WHOLE = {"sensitive": "too long for the trail: versions are kept"}


class ReminderRun(Base):
    """One run: `slot` is its time of the day in minutes by the clock in London, `until` up to when
    rungs were dealt with once it has finished, `history_to` the last site whose history has it."""

    __tablename__ = "reminder_runs"
    __audited__ = False
    __table_args__ = (UniqueConstraint("local_date", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    local_date: Mapped[date]
    slot: Mapped[int]
    owner: Mapped[str] = mapped_column(String(80))
    since: Mapped[datetime]
    began_at: Mapped[datetime]
    until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)
    sent: Mapped[int] = mapped_column(default=0, server_default="0")
    people: Mapped[int] = mapped_column(default=0, server_default="0")
    dropped: Mapped[int] = mapped_column(default=0, server_default="0")
    history_to: Mapped[int] = mapped_column(default=0, server_default="0")


class ReminderDigest(Base):
    """The one mail of reminders a person gets in an hour of a day in London."""

    __tablename__ = "reminder_digests"
    __audited__ = False
    __table_args__ = (UniqueConstraint("person_id", "local_date", "hour"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    local_date: Mapped[date]
    hour: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("reminder_runs.id"), index=True)


class Reminder(Base):
    """One rung of one subject for one person, sent or dropped, for good. `local_date` is the day
    of the rung in London, `due_on` that of the subject, `dropped` says why nothing was sent."""

    __tablename__ = "reminders"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("subject", "turn", "rung", "person_id", "local_date"),
        Index("ix_reminders_run_id_site_id", "run_id", "site_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(80))
    turn: Mapped[int]
    rung: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    local_date: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    phase: Mapped[str] = mapped_column(String(20))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"), index=True)
    title: Mapped[str] = mapped_column(String(300), info=MAY_NAME)
    path: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    dropped: Mapped[str] = mapped_column(String(20), default="", server_default="")
    run_id: Mapped[int] = mapped_column(ForeignKey("reminder_runs.id"))
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("reminder_digests.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class LadderVersion(Base):
    """The rungs of every ladder as somebody saved them; the newest holds. Never changed."""

    __tablename__ = "reminder_ladders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    content: Mapped[Content] = mapped_column(JSON, info=KEPT_WHOLE)
    reason: Mapped[str] = mapped_column(String(2000))
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    saved_at: Mapped[datetime]


class PortfolioLead(Base):
    """Somebody of the NSPCC who is told where a lead does not act."""

    __tablename__ = "portfolio_leads"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    named_at: Mapped[datetime]
