"""The plan of a site: objectives and actions, their reviews, what was approved, who tells whom
what, and what stands in the way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class Objective(Base):
    """Something the plan wants to reach, in one of a few areas; actions may serve it."""

    __tablename__ = "plan_objectives"
    __table_args__ = (Index("ix_plan_objectives_site_id_status", "site_id", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    area: Mapped[str] = mapped_column(String(30))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200), info=FREE_TEXT)
    good: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    measure: Mapped[str] = mapped_column(String(500), info=FREE_TEXT)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    owner_name: Mapped[str] = mapped_column(
        String(100), info={"personal": "says who leads it where they have no account"}
    )
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    closed_on: Mapped[date | None]
    close_reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    next_review_on: Mapped[date | None] = mapped_column(index=True)
    entered_at: Mapped[datetime]
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ObjectiveCode(Base):
    """A barrier or facilitator named for an objective, a word of rules/codes.py."""

    __tablename__ = "plan_objective_codes"

    objective_id: Mapped[int] = mapped_column(ForeignKey("plan_objectives.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True)


class Action(Base):
    """One thing to do. The origin stands here in numbers for the room that raised it, and in
    words with an address for people, because rooms above this one are not known here."""

    __tablename__ = "actions"
    __table_args__ = (
        Index("ix_actions_site_id_status_due_on", "site_id", "status", "due_on"),
        Index("ix_actions_owner_id_status_due_on", "owner_id", "status", "due_on"),
        Index("ix_actions_site_id_origin_kind_origin_id", "site_id", "origin_kind", "origin_id"),
        Index("ix_actions_objective_id_status", "objective_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("plan_objectives.id"))
    title: Mapped[str] = mapped_column(info=FREE_TEXT)
    detail: Mapped[str] = mapped_column(String(4000), info=FREE_TEXT)
    side: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    owner_name: Mapped[str] = mapped_column(
        String(100), info={"personal": "says who does it where they have no account"}
    )
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    # its place among those raised with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    done_on: Mapped[date | None]
    drop_reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    entered_at: Mapped[datetime]
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    origin_kind: Mapped[str] = mapped_column(String(20))
    origin_id: Mapped[int | None]
    origin_part: Mapped[str] = mapped_column(String(40))
    origin_words: Mapped[str]
    origin_path: Mapped[str] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ActionCode(Base):
    """A barrier or facilitator named for an action, a word of rules/codes.py."""

    __tablename__ = "plan_action_codes"
    __table_args__ = (Index("ix_plan_action_codes_code", "code"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True)


class PlanApproval(Base):
    """A plan as it was approved. The copy names people by number, so that they can be erased."""

    __tablename__ = "plan_approvals"
    __table_args__ = (Index("ix_plan_approvals_site_id_plan_id", "site_id", "plan", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    plan: Mapped[str] = mapped_column(String(20))
    approved_on: Mapped[date]
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    copy: Mapped[dict[str, Any]] = mapped_column(JSON, info=FREE_TEXT)
    entered_at: Mapped[datetime]


class PlanReview(Base):
    """One walk through the objectives; it can stop and go on until it is ended."""

    __tablename__ = "plan_reviews"
    __table_args__ = (Index("ix_plan_reviews_site_id_ended_on", "site_id", "ended_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    begun_on: Mapped[date]
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    ended_on: Mapped[date | None]


class ObjectiveReview(Base):
    """What a walk said about one objective. `colour` is "" where it was skipped; `closed` and
    `moved` count the actions ended and moved while it was looked at."""

    __tablename__ = "plan_objective_reviews"
    __table_args__ = (
        UniqueConstraint("review_id", "objective_id"),
        Index("ix_plan_objective_reviews_objective_id", "objective_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("plan_reviews.id"))
    objective_id: Mapped[int] = mapped_column(ForeignKey("plan_objectives.id"))
    colour: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(4000), info=FREE_TEXT)
    next_on: Mapped[date | None]
    closed: Mapped[int]
    moved: Mapped[int]
    reviewed_on: Mapped[date]
    reviewed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Route(Base):
    """Who tells whom what, how and how often; stopped ones stay for the record."""

    __tablename__ = "plan_routes"
    __table_args__ = (Index("ix_plan_routes_site_id", "site_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    sender: Mapped[str] = mapped_column(String(100), info={"personal": "may name who tells"})
    receiver: Mapped[str] = mapped_column(String(100), info={"personal": "may name who is told"})
    content: Mapped[str] = mapped_column(String(500), info=FREE_TEXT)
    channel: Mapped[str] = mapped_column(String(20))
    frequency: Mapped[str] = mapped_column(String(20))
    reply_days: Mapped[int | None]
    begins_on: Mapped[date]
    last_used_on: Mapped[date | None]
    stopped_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RouteUse(Base):
    """A route was used on a day; `reply_by` where an answer is expected."""

    __tablename__ = "plan_route_uses"
    __table_args__ = (UniqueConstraint("route_id", "used_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    route_id: Mapped[int] = mapped_column(ForeignKey("plan_routes.id"))
    used_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    reply_by: Mapped[date | None] = mapped_column(index=True)
    replied_on: Mapped[date | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class RaisedBarrier(Base):
    """Something that stands in the way, said by somebody of the site, and what became of it."""

    __tablename__ = "plan_barriers"
    __table_args__ = (Index("ix_plan_barriers_site_id_answered_at", "site_id", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    words: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    goes_to: Mapped[str] = mapped_column(String(20))
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    raised_at: Mapped[datetime]
    disposition: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(String(4000), info=FREE_TEXT)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class BarrierCode(Base):
    """Which of the barriers of rules/codes.py it is."""

    __tablename__ = "plan_barrier_codes"
    __table_args__ = (Index("ix_plan_barrier_codes_code", "code"),)

    barrier_id: Mapped[int] = mapped_column(ForeignKey("plan_barriers.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True)
