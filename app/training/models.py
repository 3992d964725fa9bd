"""Tables of training: register, sessions, trainers and licences, assessment, certificates."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
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


class AssessmentInvitation(Base):
    """Somebody was invited to the assessment, perhaps after a session of theirs."""

    __tablename__ = "training_invitations"
    __table_args__ = (Index("ix_training_invitations_site_id_person_id", "site_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_sessions.id"))
    invited_at: Mapped[datetime]
    # its place among those entered with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)


class Attempt(Base):
    """One try at the assessment. It stays on the version it began with, and out of the trail,
    which the NSPCC reads: results of people stay in the authority.

    `right`, `asked` and `passed` are None until it is handed in.
    """

    __tablename__ = "training_attempts"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("site_id", "person_id", "number"),
        Index("ix_training_attempts_site_id_session_id", "site_id", "session_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_sessions.id"))
    instrument_version_id: Mapped[int] = mapped_column(ForeignKey("instrument_versions.id"))
    number: Mapped[int]
    started_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    right: Mapped[int | None]
    asked: Mapped[int | None]
    passed: Mapped[bool | None]


class AttemptAnswer(Base):
    """What was chosen for one question; `chosen` holds the ids of the answers."""

    __tablename__ = "training_answers"
    __audited__ = False
    __table_args__ = (UniqueConstraint("attempt_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempts.id"))
    item_id: Mapped[str] = mapped_column(String(40))
    chosen: Mapped[list[str]] = mapped_column(JSON)
    answered_at: Mapped[datetime]


class Certificate(Base):
    """A certificate as it was printed; its number is how anyone verifies it.

    The trail keeps neither whose it is nor its number, which would lead to the name.
    """

    __tablename__ = "training_certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(
        String(14), unique=True, info={"sensitive": "leads to the name on the public page"}
    )
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), index=True, info={"sensitive": "results stay in the authority"}
    )
    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempts.id"), unique=True)
    holder: Mapped[str] = mapped_column(info={"personal": "the name as it is printed"})
    authority: Mapped[str]
    course: Mapped[str]
    pass_mark: Mapped[str] = mapped_column(String(60))
    quiz_version: Mapped[int]
    issued_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = mapped_column(
        String(2000), default="", info={"sensitive": "free text may name people"}
    )
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
