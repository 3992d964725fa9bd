"""Somebody of a site leaves: announced, decided step by step, carried out."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}
OF_SUCCESSORS = {"personal": "says who follows where they have no account yet"}


class Leaving(Base):
    """One person leaves a site. `access` says what becomes of their access when it is carried out:
    ended then, ended after `access_until` by the worker, or kept as a contributor.

    `record` is the handover page as it was that day.
    """

    __tablename__ = "site_leavings"
    __table_args__ = (
        Index("ix_site_leavings_site_id_state", "site_id", "state"),
        Index("ix_site_leavings_access_until", "access_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    last_day: Mapped[date]
    note: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    state: Mapped[str] = mapped_column(String(20))
    access: Mapped[str] = mapped_column(String(20))
    access_until: Mapped[date | None]
    announced_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    announced_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    record: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class LeavingChoice(Base):
    """Who takes over one part of what somebody leaves: "post:sponsor", "actions", "action:12".

    With neither a person nor a name, nobody does: a post stays vacant.
    """

    __tablename__ = "site_leaving_choices"
    __table_args__ = (UniqueConstraint("leaving_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    leaving_id: Mapped[int] = mapped_column(ForeignKey("site_leavings.id"))
    part: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(100), info=OF_SUCCESSORS)
    email: Mapped[str] = mapped_column(String(254), info=OF_SUCCESSORS)
