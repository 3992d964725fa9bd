"""Measures: monthly use counts, quarterly returns with drafts, agreed measures, pulse surveys.

What was said is never overwritten: a correction is a row of its own, and the one before it says
when it ended, so that any past day can be read as it was known then.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
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
        Index(  # sums of all sites by month
            "ix_use_counts_month_cases",
            "month",
            "cases",
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
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


class AgreedMeasure(Base):
    """A measure a site is judged by; what it says is in its versions.

    `code` is of the menu (journey/rules/outcomes.py), or `own`. `agreed_at` is when both sides had
    agreed for the first time.
    """

    __tablename__ = "agreed_measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    code: Mapped[str] = mapped_column(String(30))
    entered_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
    retired_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    retired_why: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)


class MeasureVersion(Base):
    """What a measure said from one change to the next; `number` counts them.

    `definition_number` counts the changes of what is measured. `wanted`, `sort` and `every` are
    words of Wanted, Sort and Every. Somebody owns it, or a role in words. Who agreed to it stays
    empty until they do; a version that changes neither definition nor target takes it over.
    """

    __tablename__ = "measure_versions"
    __table_args__ = (
        UniqueConstraint("measure_id", "number"),
        Index("ix_measure_versions_measure_id_superseded_at", "measure_id", "superseded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("agreed_measures.id"))
    number: Mapped[int]
    definition_number: Mapped[int]
    name: Mapped[str] = mapped_column(String(100), info=FREE_TEXT)
    definition: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    why: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    wanted: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(20), info=FREE_TEXT)
    sort: Mapped[str] = mapped_column(String(10))
    every: Mapped[str] = mapped_column(String(10))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    owner_role: Mapped[str] = mapped_column(String(100), default="", info=FREE_TEXT)
    baseline: Mapped[float | None]
    baseline_n: Mapped[int | None]
    baseline_on: Mapped[date | None]
    baseline_source: Mapped[str] = mapped_column(String(200), default="", info=FREE_TEXT)
    target: Mapped[float | None]
    target_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    site_agreed_at: Mapped[datetime | None]
    site_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    nspcc_agreed_at: Mapped[datetime | None]
    nspcc_agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    superseded_at: Mapped[datetime | None]


class MeasureValue(Base):
    """The value of a measure for a period, as it was said once; `period` is its first day.

    `n` is of how many, where it was said. `definition_number` is what was measured.
    """

    __tablename__ = "measure_values"
    __table_args__ = (
        UniqueConstraint("measure_id", "period", "number"),
        Index("ix_measure_values_measure_id_superseded_at", "measure_id", "superseded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("agreed_measures.id"))
    period: Mapped[date]
    number: Mapped[int]
    definition_number: Mapped[int]
    value: Mapped[float]
    n: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    superseded_at: Mapped[datetime | None]


class Pulse(Base):
    """A pulse survey of a site's practitioners: five questions behind one link.

    The link's token is kept as a hash alone. `version` names the questions
    (seeds/programme/pulse.v1.yaml). Answers are taken up to and with `closes_on`, unless it was
    closed before; `asked` is how many practitioners were asked, where it was said.
    """

    __tablename__ = "pulses"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    number: Mapped[int]
    version: Mapped[int]
    token_hash: Mapped[str] = mapped_column(
        String(64), unique=True, info={"sensitive": "lets whoever knows it answer"}
    )
    asked: Mapped[int | None]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    closes_on: Mapped[date]
    closed_at: Mapped[datetime | None]


class PulseAnswer(Base):
    """What somebody answered to a pulse: points by question. Nobody can say who, nor at what time
    of the day."""

    __tablename__ = "pulse_answers"
    __audited__ = False  # the trail keeps person, moment and request; answers are nobody's

    id: Mapped[int] = mapped_column(primary_key=True)
    pulse_id: Mapped[int] = mapped_column(ForeignKey("pulses.id"), index=True)
    answered_on: Mapped[date]
    points: Mapped[dict[str, Any]] = mapped_column(JSON)
