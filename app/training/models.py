"""Tables of training: teams and their register, sessions, trainers and licences."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Team(Base):
    """A team of an authority and how many of each role are meant to be trained in it."""

    __tablename__ = "training_teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    name: Mapped[str]
    practitioners: Mapped[int]
    managers: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RegisterEntry(Base):
    """Somebody on an authority's training register. The name never leaves the authority.

    `started_on` and `left_on` are the first and last day in the team; None: not known, and still
    there.
    """

    __tablename__ = "training_register"
    __table_args__ = (Index("ix_training_register_site_id_team_id", "site_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("training_teams.id"), index=True)
    name: Mapped[str] = mapped_column(
        info={"personal": "lets the authority keep its own register; the NSPCC never sees it"}
    )
    role: Mapped[str] = mapped_column(String(20))
    started_on: Mapped[date | None]
    left_on: Mapped[date | None]
    # its place among those entered with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Trainer(Base):
    """Somebody who trains colleagues: a business contact, known to authority and NSPCC."""

    __tablename__ = "training_trainers"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    name: Mapped[str] = mapped_column(info={"personal": "says who may train"})
    email: Mapped[str] = mapped_column(
        String(254), info={"personal": "how the NSPCC reaches the trainer"}
    )
    left_on: Mapped[date | None]
    entered_at: Mapped[datetime]


class Licence(Base):
    """A trainer's licence; a renewal is a row of its own. Both days are included."""

    __tablename__ = "training_licences"

    id: Mapped[int] = mapped_column(primary_key=True)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("training_trainers.id"), index=True)
    issued_on: Mapped[date]
    expires_on: Mapped[date] = mapped_column(index=True)
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = mapped_column(
        String(2000), default="", info={"sensitive": "free text may name people"}
    )
    entered_at: Mapped[datetime]


class TrainingSession(Base):
    """A training day: for trainers, by the NSPCC, or in the authority, by its trainers."""

    __tablename__ = "training_sessions"
    __table_args__ = (Index("ix_training_sessions_site_id_held_on", "site_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    course: Mapped[str] = mapped_column(String(20))
    held_on: Mapped[date]
    venue: Mapped[str] = mapped_column(info={"sensitive": "free text may name people"})
    places: Mapped[int]
    with_nspcc: Mapped[bool]
    status: Mapped[str] = mapped_column(String(20))
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class SessionTrainer(Base):
    """A trainer at a session: teaches in the authority's own, is taught in the NSPCC's.

    `attended` is None until the session was held.
    """

    __tablename__ = "training_session_trainers"
    __table_args__ = (UniqueConstraint("session_id", "trainer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("training_sessions.id"))
    trainer_id: Mapped[int] = mapped_column(ForeignKey("training_trainers.id"), index=True)
    attended: Mapped[bool | None]


class SessionPlace(Base):
    """Somebody of the register who has a place at a session; `attended` as for trainers."""

    __tablename__ = "training_places"
    __table_args__ = (UniqueConstraint("session_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("training_sessions.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("training_register.id"), index=True)
    attended: Mapped[bool | None]
    # its place among those entered with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)


class Trained(Base):
    """Somebody of the register was trained: in which course, when, in which session if known."""

    __tablename__ = "training_done"
    __table_args__ = (UniqueConstraint("entry_id", "course", "trained_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("training_register.id"))
    course: Mapped[str] = mapped_column(String(20))
    trained_on: Mapped[date]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_sessions.id"), index=True)
    # its place among those entered with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
