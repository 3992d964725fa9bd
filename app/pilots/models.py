"""Pilots: plan and its versions, monthly counts, learning log, review, decision, roll-out."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}
A_COLLEAGUE = {"personal": "says who sees to it where they have no account"}


class Pilot(Base):
    """One pilot of a site with what its plan says as a whole, and the decision that followed.

    `teams` has one on each line, `case_types` words of CaseType with blanks between them.
    """

    __tablename__ = "pilots"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    number: Mapped[int]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("pilots.id"), unique=True)
    name: Mapped[str] = mapped_column(String(100), info=FREE_TEXT)
    aim: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    teams: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    children: Mapped[int | None]
    case_types: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    agreed_on: Mapped[date | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    noted_on: Mapped[date | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_on: Mapped[date | None]
    end_note: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decision: Mapped[str] = mapped_column(String(20), default="")
    next_step: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    conditions: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    roll_out_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PilotStrategy(Base):
    """Something a pilot tries, and how one will know whether it works."""

    __tablename__ = "pilot_strategies"

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"), index=True)
    what: Mapped[str] = mapped_column(info=FREE_TEXT)
    signs: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    cycle: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    # its place among those added with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PilotMeasure(Base):
    """What a pilot is judged by; the result and its words are of the review."""

    __tablename__ = "pilot_measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(info=FREE_TEXT)
    unit: Mapped[str] = mapped_column(String(30))
    wanted: Mapped[str] = mapped_column(String(10))
    baseline: Mapped[float | None]
    target: Mapped[float | None]
    result: Mapped[float | None]
    words: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    # its place among those added with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PilotRisk(Base):
    """What may go wrong, and what is done about it."""

    __tablename__ = "pilot_risks"

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"), index=True)
    what: Mapped[str] = mapped_column(info=FREE_TEXT)
    response: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    owner_name: Mapped[str] = mapped_column(String(100), info=A_COLLEAGUE)
    # its place among those added with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RollOutStep(Base):
    """A team that begins after the pilot: when, with which training, who sees to it."""

    __tablename__ = "pilot_roll_out_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"), index=True)
    team: Mapped[str] = mapped_column(info=FREE_TEXT)
    starts_on: Mapped[date]
    training: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    owner_name: Mapped[str] = mapped_column(String(100), info=A_COLLEAGUE)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PilotVersion(Base):
    """A plan as it was agreed (number 1), or as it stood after a change, with the reason."""

    __tablename__ = "pilot_versions"
    __table_args__ = (UniqueConstraint("pilot_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, info=FREE_TEXT)
    reason: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class PilotMonth(Base):
    """The counts of one month, named by its first day; None: nobody knows."""

    __tablename__ = "pilot_months"
    __table_args__ = (UniqueConstraint("pilot_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"))
    month: Mapped[date]
    children: Mapped[int | None]
    begun_1: Mapped[int | None]
    finished_1: Mapped[int | None]
    begun_2: Mapped[int | None]
    finished_2: Mapped[int | None]
    begun_3: Mapped[int | None]
    finished_3: Mapped[int | None]
    begun_4: Mapped[int | None]
    finished_4: Mapped[int | None]
    begun_5: Mapped[int | None]
    finished_5: Mapped[int | None]
    for_return: Mapped[int | None]
    against_return: Mapped[int | None]
    returned: Mapped[int | None]
    return_ended: Mapped[int | None]
    families: Mapped[int | None]
    staff: Mapped[int | None]
    groups: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PilotEntry(Base):
    """An entry of the learning log; `codes` are words of barriers and facilitators."""

    __tablename__ = "pilot_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"), index=True)
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("pilot_strategies.id"), index=True)
    happened_on: Mapped[date]
    tried: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    happened: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    learnt: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    lesson: Mapped[str] = mapped_column(String(20))
    change: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    codes: Mapped[str]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PilotReview(Base):
    """The review of a pilot: what the numbers say, and how it went."""

    __tablename__ = "pilot_reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    pilot_id: Mapped[int] = mapped_column(ForeignKey("pilots.id"), unique=True)
    figures: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    helped: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    hindered: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    fidelity: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    families: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    staff: Mapped[str] = mapped_column(Text, default="", info=FREE_TEXT)
    begun_on: Mapped[date]
    finished_on: Mapped[date | None]
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
