"""Trainers and the register, all without names."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import and_, literal, select, union_all

from app.core.clock import in_london
from app.core.db import Base
from app.indicators.queries.past import Past, rows
from app.indicators.rules.known import TrainerDays
from app.training.models import (
    Licence,
    RegisterEntry,
    SessionTrainer,
    Trained,
    Trainer,
    TrainingSession,
)
from app.training.rules.coverage import Post as Employee
from app.training.rules.register import FOR_TRAINERS, IN_HOUSE, MAKES_TRAINED, StaffRole

TABLES: tuple[type[Base], ...] = (
    *(Trainer, Licence, TrainingSession, SessionTrainer),
    *(RegisterEntry, Trained),
)


def trainers_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[TrainerDays]]:
    """Every trainer with the days of training given and had: sessions attended, and licences as
    they were issued; one statement."""
    sessions = select(
        SessionTrainer.trainer_id.label("trainer_id"),
        TrainingSession.held_on.label("on"),
        TrainingSession.course.label("course"),
        SessionTrainer.id.label("day_id"),
    ).join(TrainingSession, TrainingSession.id == SessionTrainer.session_id)
    attended = sessions.where(
        TrainingSession.site_id.in_(site_ids), SessionTrainer.attended.is_(True)
    )
    licences = (
        select(Licence.trainer_id, Licence.issued_on, literal(""), Licence.id)
        .join(Trainer, Trainer.id == Licence.trainer_id)
        .where(Trainer.site_id.in_(site_ids))
    )
    days = union_all(attended, licences).subquery()
    chosen = (
        select(Trainer.id, Trainer.site_id, Trainer.left_on, Trainer.entered_at)
        .add_columns(days.c.on, days.c.course, days.c.day_id)
        .outerjoin(days, days.c.trainer_id == Trainer.id)
        .where(Trainer.site_id.in_(site_ids))
    )
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows(Trainer, chosen, past):
        grouped[row.id].append(row)
    found: dict[int, list[TrainerDays]] = defaultdict(list)
    for some in grouped.values():
        found[some[0].site_id].append(_trainer(some, past))
    return found


def _trainer(some: list[Any], past: Past | None) -> TrainerDays:
    """One trainer from the rows of their days."""
    known = [
        row
        for row in some
        if row.on is not None
        and not (past and _is_new(past, SessionTrainer if row.course else Licence, row.day_id))
    ]
    return TrainerDays(
        trained=tuple(one.on for one in known if one.course in FOR_TRAINERS or not one.course),
        taught=tuple(one.on for one in known if one.course in IN_HOUSE),
        entered_on=in_london(some[0].entered_at).date(),
        left_on=some[0].left_on,
    )


def _is_new(past: Past, table: type[Base], number: int) -> bool:
    """Whether it was added, or first said to be attended, after the moment."""
    key = (table.__tablename__, str(number))
    old = past.undo.get(key, {})
    return old is None or ("attended" in old and old["attended"] is not True)


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
