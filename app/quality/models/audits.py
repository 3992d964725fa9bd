"""Rounds of case audits. Single audits stay in the authority and out of the audit trail, which the
NSPCC reads; of a case nothing is kept but its number in the round and a keyed hash."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class AuditRound(Base):
    """A round of a site: the period it looks at, how its cases are drawn, how many are planned.

    It stays on the version of the audit that it began with. `available` is how many cases the
    period had.
    """

    __tablename__ = "audit_rounds"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    number: Mapped[int]
    instrument_version_id: Mapped[int] = mapped_column(ForeignKey("instrument_versions.id"))
    name: Mapped[str] = mapped_column(String(100), info=FREE_TEXT)
    first_day: Mapped[date]
    last_day: Mapped[date]
    available: Mapped[int]
    planned: Mapped[int]
    drawn: Mapped[str] = mapped_column(String(20))
    drawn_note: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    due_on: Mapped[date] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    close_reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RoundAuditor(Base):
    """Somebody who audits in a round."""

    __tablename__ = "audit_round_auditors"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("audit_rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # its place among those added with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)


class AuditedCase(Base):
    """A case of a round, known by its number; `reference` is the keyed hash of what it is called
    in the authority, of use only to recognise the same case at the same site."""

    __tablename__ = "audited_cases"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("round_id", "reference"),
        Index("ix_audited_cases_reference", "reference"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("audit_rounds.id"))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(
        String(64), info={"sensitive": "recognises a case at its site"}
    )


class CaseAudit(Base):
    """One auditor's audit of a case. The first (`place` 1) counts; the second (2) is made without
    seeing it. `scores` are sealed when it is handed in: item -> score, None where its stage was
    not reached."""

    __tablename__ = "case_audits"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("case_id", "place"),
        UniqueConstraint("case_id", "auditor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("audited_cases.id"))
    auditor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    place: Mapped[int]
    declared_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    grade: Mapped[int | None]
    grade_note: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    scores: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class AuditAnswer(Base):
    """What an auditor says of one item so far; saved as it is typed."""

    __tablename__ = "audit_answers"
    __audited__ = False
    __table_args__ = (UniqueConstraint("audit_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("case_audits.id"))
    item_id: Mapped[str] = mapped_column(String(40))
    score: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    version: Mapped[int]


class AuditStage(Base):
    """Whether a case reached a stage, and if not, why; saved as it is typed."""

    __tablename__ = "audit_stages"
    __audited__ = False
    __table_args__ = (UniqueConstraint("audit_id", "section_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("case_audits.id"))
    section_id: Mapped[str] = mapped_column(String(40))
    is_skipped: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    version: Mapped[int]


class RoundEvidence(Base):
    """A piece of the site's evidence that belongs to a round, such as the report on it."""

    __tablename__ = "audit_round_evidence"
    __table_args__ = (UniqueConstraint("round_id", "piece_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("audit_rounds.id"))
    piece_id: Mapped[int] = mapped_column(ForeignKey("evidence_pieces.id"), index=True)
    added_at: Mapped[datetime]
    # its place among those added with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
