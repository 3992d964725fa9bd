"""Check-in calls between the NSPCC and a site."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class CheckInCall(Base):
    """One call: planned, moved, cancelled. `sequence` counts what calendars were told of it."""

    __tablename__ = "checkin_calls"
    __table_args__ = (
        Index("ix_checkin_calls_state_starts_at", "state", "starts_at"),
        Index("ix_checkin_calls_site_id_state_starts_at", "site_id", "state", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    state: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    channel: Mapped[str] = mapped_column(String(20))
    place: Mapped[str] = mapped_column(
        String(300), info={"sensitive": "a link or number lets its reader join"}
    )
    agenda: Mapped[str] = mapped_column(Text, info={"sensitive": "free text may name people"})
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    booked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    booked_at: Mapped[datetime]
    told_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class CallInvitee(Base):
    """Somebody whose calendar holds the call; a cancellation must reach the same people."""

    __tablename__ = "checkin_invitees"

    call_id: Mapped[int] = mapped_column(ForeignKey("checkin_calls.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
