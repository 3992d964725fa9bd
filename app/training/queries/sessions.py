"""Reads about training sessions; only `people_of` and `who_can_come` read names of staff."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.core.db import session
from app.training.models import (
    RegisterEntry,
    SessionPlace,
    SessionTrainer,
    Team,
    Trainer,
    TrainingSession,
)
from app.training.rules.register import Course
from app.training.rules.sessions import SessionStatus

PER_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to: words of Course and SessionStatus; "" means any."""

    course: str = ""
    status: str = ""
    sort: str = "-on"


@dataclass(frozen=True)
class SessionRow:
    """A session with its counts: people who have a place, and who came."""

    id: int
    course: Course
    held_on: date
    venue: str
    places: int
    with_nspcc: bool
    status: SessionStatus
    version: int
    registered: int
    attended: int


@dataclass(frozen=True)
class SessionPage:
    """One page of sessions; `found` fit the filters."""

    rows: tuple[SessionRow, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class Someone:
    """Somebody at a session; `attended` is None until it was held."""

    id: int
    name: str
    team: str
    attended: bool | None


SORTS = {"on": TrainingSession.held_on, "course": TrainingSession.course}


def sessions(site_id: int, wanted: Wanted, page: int = 1) -> SessionPage:
    """One page of a site's sessions, newest first unless sorted otherwise; two statements."""
    conditions: list[ColumnElement[bool]] = [TrainingSession.site_id == site_id]
    if wanted.course:
        conditions.append(TrainingSession.course == wanted.course)
    if wanted.status:
        conditions.append(TrainingSession.status == wanted.status)
    counted = select(func.count()).select_from(TrainingSession).where(*conditions)
    found = session().scalar(counted) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    by = SORTS[wanted.sort.removeprefix("-")]
    order = by.desc() if wanted.sort.startswith("-") else by.asc()
    chosen = _selected().where(*conditions).order_by(order, TrainingSession.id.desc())
    return SessionPage(
        _rows(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE)), found, page, pages
    )


def one(site_id: int, session_id: int) -> SessionRow | None:
    """A session of this site."""
    found = _rows(
        _selected().where(TrainingSession.site_id == site_id, TrainingSession.id == session_id)
    )
    return found[0] if found else None


def trainers_at(session_id: int) -> list[Someone]:
    """The trainers of a session, by name: business contacts, for authority and NSPCC."""
    rows = session().execute(
        select(Trainer.id, Trainer.name, SessionTrainer.attended)
        .join(SessionTrainer, SessionTrainer.trainer_id == Trainer.id)
        .where(SessionTrainer.session_id == session_id)
        .order_by(func.lower(Trainer.name), Trainer.id)
    )
    return [Someone(number, name, "", came) for number, name, came in rows]


def people_of(session_id: int) -> list[Someone]:
    """Who has a place, by name: for the authority alone."""
    rows = session().execute(
        select(RegisterEntry.id, RegisterEntry.name, Team.name, SessionPlace.attended)
        .join(SessionPlace, SessionPlace.entry_id == RegisterEntry.id)
        .join(Team, Team.id == RegisterEntry.team_id)
        .where(SessionPlace.session_id == session_id)
        .order_by(func.lower(RegisterEntry.name), RegisterEntry.id)
    )
    return [Someone(*row) for row in rows]


def who_can_come(site_id: int, on: date) -> list[Someone]:
    """Everybody on the register who has not left by a day: for the authority alone."""
    rows = session().execute(
        select(RegisterEntry.id, RegisterEntry.name, Team.name)
        .join(Team, Team.id == RegisterEntry.team_id)
        .where(
            RegisterEntry.site_id == site_id,
            or_(RegisterEntry.left_on.is_(None), RegisterEntry.left_on >= on),
        )
        .order_by(func.lower(RegisterEntry.name), RegisterEntry.id)
    )
    return [Someone(number, name, team, None) for number, name, team in rows]


def _selected() -> Select[TrainingSession, int, int]:
    """Sessions with counts of people: of trainers where they are the ones who are taught."""

    def number(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return (
            select(func.count())
            .select_from(SessionPlace)
            .where(SessionPlace.session_id == TrainingSession.id, *conditions)
            .correlate(TrainingSession)
            .scalar_subquery()
        )

    def trainers(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return (
            select(func.count())
            .select_from(SessionTrainer)
            .where(
                SessionTrainer.session_id == TrainingSession.id,
                TrainingSession.course.in_((Course.TRAINERS, Course.TRAINERS_AGAIN)),
                *conditions,
            )
            .correlate(TrainingSession)
            .scalar_subquery()
        )

    return select(
        TrainingSession,
        number() + trainers(),
        number(SessionPlace.attended.is_(True)) + trainers(SessionTrainer.attended.is_(True)),
    )


def _rows(chosen: Select[TrainingSession, int, int]) -> tuple[SessionRow, ...]:
    return tuple(
        SessionRow(
            row.id,
            Course(row.course),
            row.held_on,
            row.venue,
            row.places,
            row.with_nspcc,
            SessionStatus(row.status),
            row.version,
            registered,
            attended,
        )
        for row, registered, attended in session().execute(chosen)
    )
