"""The NSPCC's side of a site: who led it when, who covers, which caseloads change hands."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class LeadTerm(Base):
    """Somebody of the NSPCC leads a site, or deputises, from a day to a day, both included."""

    __tablename__ = "site_lead_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    is_deputy: Mapped[bool]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)


class Cover(Base):
    """`cover_id` stands in for `absent_id` at all their sites, from a day to a day."""

    __tablename__ = "lead_covers"
    __table_args__ = (
        Index("ix_lead_covers_cover_id_ends_on", "cover_id", "ends_on"),
        Index("ix_lead_covers_absent_id_ends_on", "absent_id", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    absent_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    cover_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    arranged_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    arranged_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class CaseloadHandover(Base):
    """The sites of one lead go to others on a day: at once, or by the worker on that day."""

    __tablename__ = "caseload_handovers"
    __table_args__ = (Index("ix_caseload_handovers_done_at_starts_on", "done_at", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    starts_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]


class CaseloadMove(Base):
    """One site of a handover of a caseload, and who takes the place of `from_id` there."""

    __tablename__ = "caseload_moves"

    handover_id: Mapped[int] = mapped_column(ForeignKey("caseload_handovers.id"), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
