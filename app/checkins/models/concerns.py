"""Engagement concerns and what was done about them. Nothing here is shown to an authority."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

PRIVATE = {"sensitive": "read by the NSPCC only"}


class EngagementConcern(Base):
    """A concern that a site is being lost, told to somebody at the NSPCC; `why` are words of Why
    with spaces between."""

    __tablename__ = "engagement_concerns"
    __table_args__ = (
        Index("ix_engagement_concerns_site_id_resolved_at", "site_id", "resolved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("checkin_calls.id"))
    why: Mapped[str] = mapped_column(String(200), info=PRIVATE)
    words: Mapped[str] = mapped_column(Text, info=PRIVATE)
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    raised_at: Mapped[datetime]
    escalated_to_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    escalated_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(20), info=PRIVATE)
    resolution: Mapped[str] = mapped_column(Text, info=PRIVATE)
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    resolved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ConcernStep(Base):
    """Something done about a concern."""

    __tablename__ = "engagement_concern_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("engagement_concerns.id"), index=True)
    taken_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text, info=PRIVATE)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
