"""The milestones of a journey, how their dates moved, and the decisions on stages."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class Milestone(Base):
    """One milestone of one site. Name and hint are those of its template version."""

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
    happened_on: Mapped[date | None]
    entered_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    evidence: Mapped[str] = mapped_column(String(4000), default="", info=FREE_TEXT)
    note: Mapped[str] = mapped_column(String(4000), default="", info=FREE_TEXT)
    reason: Mapped[str] = mapped_column(String(2000), default="", info=FREE_TEXT)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class MilestoneMove(Base):
    """A planned date that moved. The first plan stays on the milestone."""

    __tablename__ = "milestone_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestones.id"), index=True)
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
