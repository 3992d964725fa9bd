"""Trainers, teams and the register, all without names."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import and_, literal, select, union_all

from app.core.clock import in_london
from app.core.db import Base, session
from app.indicators.queries.past import Past, rows
from app.indicators.rules.known import TrainerDays
from app.training.models import (
    Licence,
    RegisterEntry,
    SessionTrainer,
    Team,
    Trained,
    Trainer,
    TrainingSession,
)
from app.training.rules.coverage import Headcount
from app.training.rules.coverage import Post as Employee
from app.training.rules.register import FOR_TRAINERS, IN_HOUSE, MAKES_TRAINED, StaffRole

TABLES: tuple[type[Base], ...] = (
    *(Trainer, Licence, TrainingSession, SessionTrainer),
    *(Team, RegisterEntry, Trained),
)
TAUGHT, TAUGHT_THEM = "taught", "trained"


def trainers_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[TrainerDays]]:
    """Every trainer with the days of training given and had; two statements."""
    days = _days_of(site_ids, past)
    chosen = select(Trainer.id, Trainer.site_id, Trainer.left_on, Trainer.entered_at).where(
        Trainer.site_id.in_(site_ids)
    )
    found: dict[int, list[TrainerDays]] = defaultdict(list)
    for row in rows(Trainer, chosen, past):
        theirs = days.get(row.id, [])
        found[row.site_id].append(
            TrainerDays(
                trained=tuple(on for what, on in theirs if what == TAUGHT_THEM),
                taught=tuple(on for what, on in theirs if what == TAUGHT),
                entered_on=in_london(row.entered_at).date(),
                left_on=row.left_on,
            )
        )
    return found


def _days_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[tuple[str, date]]]:
    """Trainer -> (what, day): sessions they attended, and licences issued to them."""
    sessions = (
        select(
            SessionTrainer.trainer_id.label("trainer_id"),
            TrainingSession.held_on.label("on"),
            TrainingSession.course.label("course"),
            SessionTrainer.id.label("id"),
        )
        .join(TrainingSession, TrainingSession.id == SessionTrainer.session_id)
        .where(TrainingSession.site_id.in_(site_ids), SessionTrainer.attended.is_(True))
    )
    licences = (
        select(Licence.trainer_id, Licence.issued_on, literal(""), Licence.id)
        .join(Trainer, Trainer.id == Licence.trainer_id)
        .where(Trainer.site_id.in_(site_ids))
    )
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for row in session().execute(union_all(sessions, licences)):
        table: type[Base] = SessionTrainer if row.course else Licence
        if past is not None and _is_new(past, table, row.id):
            continue
        if row.course in IN_HOUSE:
            found[row.trainer_id].append((TAUGHT, row.on))
        elif row.course in FOR_TRAINERS or not row.course:
            found[row.trainer_id].append((TAUGHT_THEM, row.on))
    return found


def _is_new(past: Past, table: type[Base], number: int) -> bool:
    """Whether it was added, or first said to be attended, after the moment."""
    key = (table.__tablename__, str(number))
    old = past.undo.get(key, {})
    return old is None or ("attended" in old and old["attended"] is not True)


def teams_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[Headcount]]:
    """Teams with how many are meant to be trained; one statement."""
    chosen = select(Team.id, Team.site_id, Team.name, Team.practitioners, Team.managers).where(
        Team.site_id.in_(site_ids)
    )
    found: dict[int, list[Headcount]] = defaultdict(list)
    for row in rows(Team, chosen, past):
        found[row.site_id].append(Headcount(row.id, row.name, row.practitioners, row.managers))
    return found


def staff_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[Employee]]:
    """Everybody who ever was on the register; one statement."""
    counts = and_(Trained.entry_id == RegisterEntry.id, Trained.course.in_(MAKES_TRAINED))
    chosen = (
        select(
            RegisterEntry.id,
            RegisterEntry.site_id,
            RegisterEntry.team_id,
            RegisterEntry.role,
            RegisterEntry.started_on,
            RegisterEntry.left_on,
            Trained.id.label("trained_id"),
            Trained.trained_on.label("first_on"),
        )
        .outerjoin(Trained, counts)
        .where(RegisterEntry.site_id.in_(site_ids))
        .order_by(RegisterEntry.id, Trained.trained_on)
    )
    found: dict[int, dict[int, Employee]] = defaultdict(dict)
    for row in rows(RegisterEntry, chosen, past):
        first_on = row.first_on
        if past is not None and first_on is not None and _is_new(past, Trained, row.trained_id):
            first_on = None
        known = found[row.site_id].get(row.id)
        if known is None or (known.trained_on is None and first_on is not None):
            found[row.site_id][row.id] = Employee(
                row.team_id, StaffRole(row.role), row.started_on, row.left_on, first_on
            )
    return {number: list(some.values()) for number, some in found.items()}
