"""Notes of calls: what is being typed, what was saved, and why a call was not held."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}
PRIVATE = {"sensitive": "read by the NSPCC only"}


class CallDraft(Base):
    """One field of a note as it is typed; gone once the note is saved. Read by the NSPCC only.

    Not in the trail, which has the note.
    """

    __tablename__ = "call_drafts"
    __audited__ = False
    __table_args__ = (UniqueConstraint("call_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("checkin_calls.id"))
    field: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, info=PRIVATE)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int]
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class CallRecord(Base):
    """The note of a call that was held. A correction is a new row with the next number; rows are
    never changed. Everything but `nspcc_only` is shared with the authority."""

    __tablename__ = "call_records"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("checkin_calls.id"))
    number: Mapped[int]
    held_on: Mapped[date]
    minutes: Mapped[int]
    guests: Mapped[str] = mapped_column(String(300), info=FREE_TEXT)
    since: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    people: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    events: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    cases: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    training: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    quality: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    changes: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    outcomes: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    confidence: Mapped[int | None]
    nspcc_only: Mapped[str] = mapped_column(Text, info=PRIVATE)
    # why no call was booked with it; "" where one is
    unbooked: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    # why it was corrected; "" for the first
    reason: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]


class CallPerson(Base):
    """Somebody of the site who took part."""

    __tablename__ = "call_record_people"

    record_id: Mapped[int] = mapped_column(ForeignKey("call_records.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)


class CallCode(Base):
    """A barrier or facilitator named in a call."""

    __tablename__ = "call_record_codes"

    record_id: Mapped[int] = mapped_column(ForeignKey("call_records.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True)


class CallMiss(Base):
    """Why a call was not held."""

    __tablename__ = "call_misses"

    call_id: Mapped[int] = mapped_column(ForeignKey("checkin_calls.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    unbooked: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
