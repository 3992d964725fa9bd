"""Measures: monthly use counts, and quarterly returns with their drafts.

What was said is never overwritten: a correction is a row of its own, and the one before it says
when it ended, so that any past day can be read as it was known then.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class UseCount(Base):
    """The cases begun at a site in a month, as they were said once; `number` counts the versions.

    A month is named by its first day. `cases` is all of them, and never unknown. Of a type None
    means that nobody said. `none_because` is a word of NoneBecause where there was no case.
    """

    __tablename__ = "use_counts"
    __table_args__ = (
        UniqueConstraint("site_id", "month", "number"),
        Index("ix_use_counts_site_id_superseded_at", "site_id", "superseded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    month: Mapped[date]
    number: Mapped[int]
    cases: Mapped[int]
    edge: Mapped[int | None]
    preproc: Mapped[int | None]
    s20: Mapped[int | None]
    s20_ended: Mapped[int | None]
    ico: Mapped[int | None]
    co: Mapped[int | None]
    recent: Mapped[int | None]
    longer: Mapped[int | None]
    pwp: Mapped[int | None]
    care_leaver: Mapped[int | None]
    outside: Mapped[int | None]
    eligible: Mapped[int | None]
    none_because: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    superseded_at: Mapped[datetime | None]


class ReturnDraft(Base):
    """What was typed on a page of a quarterly return that is not handed in yet.

    `content` holds the figures of the page by cell, or the words of the page that is checked.
    """

    __tablename__ = "return_drafts"
    __audited__ = False  # a draft is nobody's statement yet; what is handed in stands in the trail
    __table_args__ = (UniqueConstraint("site_id", "quarter", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    quarter: Mapped[date]
    page: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, info=FREE_TEXT)
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class QuarterReturn(Base):
    """A quarterly return as it was handed in once; `number` counts the versions of a quarter.

    `figures` holds numbers by row and column (rules/figures.py), `comments` what was said to
    unusual ones, by their key. It ends when another is handed in, or when it is sent back.
    """

    __tablename__ = "quarter_returns"
    __table_args__ = (
        UniqueConstraint("site_id", "quarter", "number"),
        Index("ix_quarter_returns_site_id_superseded_at", "site_id", "superseded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    quarter: Mapped[date]
    number: Mapped[int]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    comments: Mapped[dict[str, Any]] = mapped_column(JSON, info=FREE_TEXT)
    source: Mapped[str] = mapped_column(String(200), info=FREE_TEXT)
    note: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    came_by: Mapped[str] = mapped_column(String(10))
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    sent_back_at: Mapped[datetime | None]
    sent_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    sent_back_why: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    superseded_at: Mapped[datetime | None]
