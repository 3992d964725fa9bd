"""The milestones of a journey, how their dates moved, and the decisions on stages."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from app.core.db import Base
from app.evidence.models import EvidencePiece

FREE_TEXT = {"sensitive": "free text may name people"}


class Milestone(Base):
    """One milestone of one site. Name and hint are those of its template version.

    `planned_on` is provisional until somebody confirms it (`confirmed_at`) or moves it.
    `is_month_only` says that no more than the month of `happened_on` is known: it then lies in the
    middle of that month.
    """

    __tablename__ = "milestones"
    __table_args__ = (
        UniqueConstraint("site_id", "code"),
        Index("ix_milestones_site_id_position", "site_id", "position"),
        Index("ix_milestones_planned_on_status", "planned_on", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    code: Mapped[str] = mapped_column(String(60))
    template_version: Mapped[int]
    # unique within a plan, so that a whole plan is inserted at once and gets its numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    band: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(40))
    anchor: Mapped[str] = mapped_column(String(30))
    critical: Mapped[bool]
    status: Mapped[str] = mapped_column(String(20))
    planned_on: Mapped[date | None]
    first_planned_on: Mapped[date | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    happened_on: Mapped[date | None]
    is_month_only: Mapped[bool] = mapped_column(default=False)
    entered_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    evidence: Mapped[str] = mapped_column(String(4000), default="", info=FREE_TEXT)
    note: Mapped[str] = mapped_column(String(4000), default="", info=FREE_TEXT)
    reason: Mapped[str] = mapped_column(String(2000), default="", info=FREE_TEXT)
    version: Mapped[int] = mapped_column(default=1)


@event.listens_for(Milestone, "before_update")
def _count_versions(_mapper: object, _connection: object, row: Milestone) -> None:
    """Count each change. Services compare the version they were shown while they hold the site
    (`service.progress.hold`). Left to the mapper, a whole plan would be moved row by row."""
    current = object_session(row)
    if current is not None and current.is_modified(row, include_collections=False):
        row.version += 1


class MilestoneMove(Base):
    """A planned date that moved. The first plan stays on the milestone."""

    __tablename__ = "milestone_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    # unique within what moves at once, so that it is inserted at once and gets its numbers back
    milestone_id: Mapped[int] = mapped_column(
        ForeignKey("milestones.id"), index=True, insert_sentinel=True
    )
    old_on: Mapped[date | None]
    new_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    moved_at: Mapped[datetime]
    milestone: Mapped[Milestone] = relationship()


class MilestoneMoveReason(Base):
    """One of the reasons of a move; rows, so that slippage can be counted by reason."""

    __tablename__ = "milestone_move_reasons"

    move_id: Mapped[int] = mapped_column(ForeignKey("milestone_moves.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(30), primary_key=True)


class MilestoneEvidence(Base):
    """A piece of the site's evidence attached to a milestone."""

    __tablename__ = "milestone_evidence"
    __table_args__ = (UniqueConstraint("milestone_id", "piece_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestones.id"))
    piece_id: Mapped[int] = mapped_column(ForeignKey(EvidencePiece.id), index=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]


class JourneyDraft(Base):
    """What a person has entered so far in the steps of moving dates; forgotten after two days.

    `subject` is the code of the milestone, or "" for the dates the whole plan counts from.
    """

    __tablename__ = "journey_drafts"
    __audited__ = False
    __table_args__ = (UniqueConstraint("site_id", "person_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    subject: Mapped[str] = mapped_column(String(60))
    entered: Mapped[dict[str, Any]] = mapped_column(JSON, info=FREE_TEXT)
    saved_at: Mapped[datetime] = mapped_column(index=True)


class StageDecision(Base):
    """A person decided that a site moves to a stage, on this reason and evidence."""

    __tablename__ = "stage_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    from_stage: Mapped[str] = mapped_column(String(40))
    to_stage: Mapped[str] = mapped_column(String(40))
    decided_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    evidence: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    # what the gate asked for and was not met on that day, in its words, one a line
    unmet: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]


class JourneyProgress(Base):
    """What lists show of a journey, kept beside it so that they need not count milestones.

    Written by `journey.service` after every change of a milestone, and derived from them alone.
    `counted` leaves out what is not required; `percent` is done of counted, rounded down. `next_*`
    is the open milestone planned first, `critical_*` the first of the critical ones. `tallies` are
    the milestones counted by stage (`rules.keeping`), `template_version` the newest they have.
    """

    __tablename__ = "journey_progress"
    __audited__ = False

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    done: Mapped[int]
    counted: Mapped[int]
    percent: Mapped[int] = mapped_column(index=True)
    next_code: Mapped[str | None] = mapped_column(String(60))
    next_on: Mapped[date | None] = mapped_column(index=True)
    critical_code: Mapped[str | None] = mapped_column(String(60))
    critical_on: Mapped[date | None] = mapped_column(index=True)
    tallies: Mapped[dict[str, Any]] = mapped_column(JSON)
    template_version: Mapped[int]
