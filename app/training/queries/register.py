"""Reads about the people on a register, with names: for the authority alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.db import session
from app.training.models import RegisterEntry, Team, Trained
from app.training.rules.register import MAKES_TRAINED, Course, StaffRole

PER_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the register is narrowed to and how it is sorted; "" means any.

    `team` is a number, `role` a word of StaffRole, `standing` "in-post" or "left", `trained`
    "yes" or "no"; `sort` a key of SORTS, with "-" before it for the other way round.
    """

    q: str = ""
    team: str = ""
    role: str = ""
    standing: str = ""
    trained: str = ""
    sort: str = "name"


@dataclass(frozen=True)
class EntryRow:
    """Somebody of the register; `trained_on` is the first training that counts."""

    id: int
    name: str
    team_id: int
    team: str
    role: StaffRole
    started_on: date | None
    left_on: date | None
    trained_on: date | None
    version: int


@dataclass(frozen=True)
class EntryPage:
    """One page of the register; `found` people fit the filters."""

    rows: tuple[EntryRow, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class TrainedRow:
    """Somebody was trained."""

    id: int
    course: Course
    trained_on: date
    session_id: int | None


_TRAINED = (
    select(Trained.entry_id, func.min(Trained.trained_on).label("on"))
    .where(Trained.course.in_(MAKES_TRAINED))
    .group_by(Trained.entry_id)
    .subquery()
)
SORTS: dict[str, InstrumentedAttribute[str] | InstrumentedAttribute[date | None]] = {
    "name": RegisterEntry.name,
    "team": Team.name,
    "started": RegisterEntry.started_on,
    "left": RegisterEntry.left_on,
}


def entries(site_id: int, wanted: Wanted, today: date, page: int = 1) -> EntryPage:
    """One page of a site's register; two statements."""
    conditions = _conditions(site_id, wanted, today)
    chosen = (
        select(func.count())
        .select_from(RegisterEntry)
        .outerjoin(_TRAINED, _TRAINED.c.entry_id == RegisterEntry.id)
    )
    found = session().scalar(chosen.where(*conditions)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    cut = _ordered(conditions, wanted.sort).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return EntryPage(_rows(cut), found, page, pages)


def every_entry(site_id: int, wanted: Wanted, today: date) -> tuple[EntryRow, ...]:
    """The same without pages, for a file."""
    return _rows(_ordered(_conditions(site_id, wanted, today), wanted.sort))


def entry(site_id: int, entry_id: int) -> EntryRow | None:
    """One of them; None when there is no such entry at this site."""
    found = _rows(_selected().where(RegisterEntry.site_id == site_id, RegisterEntry.id == entry_id))
    return found[0] if found else None


def trainings(entry_id: int) -> list[TrainedRow]:
    """In what somebody was trained, newest first."""
    rows = session().execute(
        select(Trained.id, Trained.course, Trained.trained_on, Trained.session_id)
        .where(Trained.entry_id == entry_id)
        .order_by(Trained.trained_on.desc(), Trained.id)
    )
    return [TrainedRow(number, Course(course), on, held) for number, course, on, held in rows]


def team(site_id: int, team_id: int) -> Team | None:
    """A team of this site."""
    found = session().get(Team, team_id)
    return found if found is not None and found.site_id == site_id else None


def _selected() -> Select[RegisterEntry, str, date | None]:
    return (
        select(RegisterEntry, Team.name, _TRAINED.c.on)
        .join(Team, Team.id == RegisterEntry.team_id)
        .outerjoin(_TRAINED, _TRAINED.c.entry_id == RegisterEntry.id)
    )


def _rows(chosen: Select[RegisterEntry, str, date | None]) -> tuple[EntryRow, ...]:
    return tuple(
        EntryRow(
            one.id,
            one.name,
            one.team_id,
            team_name,
            StaffRole(one.role),
            one.started_on,
            one.left_on,
            trained_on,
            one.version,
        )
        for one, team_name, trained_on in session().execute(chosen)
    )


def _ordered(
    conditions: list[ColumnElement[bool]], sort: str
) -> Select[RegisterEntry, str, date | None]:
    key = sort.removeprefix("-")
    by: ColumnElement[Any] = (
        _TRAINED.c.on if key == "trained" else SORTS.get(key, RegisterEntry.name).expression
    )
    if key in ("name", "team"):
        by = func.lower(by)
    by = by.desc() if sort.startswith("-") else by.asc()
    return (
        _selected()
        .where(*conditions)
        .order_by(by.nulls_last(), func.lower(RegisterEntry.name), RegisterEntry.id)
    )


def _conditions(site_id: int, wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found = [RegisterEntry.site_id == site_id]
    if wanted.q:
        found.append(RegisterEntry.name.icontains(wanted.q, autoescape=True))
    if wanted.team:
        found.append(RegisterEntry.team_id == int(wanted.team))
    if wanted.role:
        found.append(RegisterEntry.role == wanted.role)
    if wanted.standing:
        found.append(_standing(wanted.standing, today))
    if wanted.trained:
        is_trained = _TRAINED.c.on <= today
        found.append(is_trained if wanted.trained == "yes" else _TRAINED.c.on.is_(None))
    return found


def _standing(standing: str, today: date) -> ColumnElement[bool]:
    if standing == "left":
        return RegisterEntry.left_on < today
    started = or_(RegisterEntry.started_on.is_(None), RegisterEntry.started_on <= today)
    return and_(started, or_(RegisterEntry.left_on.is_(None), RegisterEntry.left_on >= today))
