"""Declared statuses with their reasons, requests to resume, events around the work, and what was
decided where adoptions met through a merger."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class StatusDeclaration(Base):
    """One declaration; the latest of a site holds. Rows are never changed.

    `reasons` holds codes of `rules.Reason`; `continues_at_id` is the adoption that goes on where
    this one was stopped after a merger.
    """

    __tablename__ = "status_declarations"
    __table_args__ = (Index("ix_status_declarations_site_id_id", "site_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    status: Mapped[str] = mapped_column(String(20))
    on: Mapped[date]
    until: Mapped[date | None] = mapped_column(index=True)
    reasons: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    continues_at_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    declared_at: Mapped[datetime]


class ResumeRequest(Base):
    """Somebody of the authority asks the NSPCC to resume; `answer` is "" while it waits."""

    __tablename__ = "resume_requests"
    __table_args__ = (Index("ix_resume_requests_site_id_answer", "site_id", "answer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(20), default="")
    answer_words: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]


class SiteEvent(Base):
    """What happens around the work. A date with its `…_month` set means the whole month."""

    __tablename__ = "site_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    title: Mapped[str] = mapped_column(String(200), info=FREE_TEXT)
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    announced_on: Mapped[date | None]
    announced_month: Mapped[bool] = mapped_column(default=False)
    decided_on: Mapped[date | None]
    decided_month: Mapped[bool] = mapped_column(default=False)
    in_force_on: Mapped[date | None]
    in_force_month: Mapped[bool] = mapped_column(default=False)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    removed_reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class MergerDecision(Base):
    """How two adoptions go on whose authorities merged: `continues_id`, or both where None."""

    __tablename__ = "merger_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime]
