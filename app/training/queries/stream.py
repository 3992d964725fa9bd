"""Training held, and trainers' licences, for the stream of a site. The register stays out of it:
its names are the authority's."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry, beginning_of
from app.core.words import day
from app.sites.queries.telling import SITE, Part, Statement, columns, tell
from app.training.models import Licence, Trainer, TrainingSession
from app.training.rules.register import Course
from app.training.rules.sessions import SessionStatus


def _held(row: Any) -> Entry:
    title = f"Training held: {Course(row.code).label}"
    detail = "Together with the NSPCC" if row.flag else ""
    path = f"{row.here}/training/sessions/{row.number}"
    return Entry("training", row.at, title, detail, path, whole_day=True)


def _issued(row: Any) -> Entry:
    title = f"Trainer’s licence issued: {row.words}, until {day(row.last)}"
    path = f"{row.here}/training/trainers/{row.many}"
    return Entry("training", row.at, title, "", path, whole_day=True)


def _withdrawn(row: Any) -> Entry:
    title = f"Trainer’s licence withdrawn: {row.words}"
    path = f"{row.here}/training/trainers/{row.many}"
    return Entry("training", row.at, title, "", path, whole_day=True)


def _licences(name: str, on: Any) -> Statement:
    of_trainer = {"words": Trainer.name, "many": Trainer.id}
    return (
        columns(name, beginning_of(on), Licence.id, last=Licence.expires_on, **of_trainer)
        .select_from(Licence)
        .join(Trainer, Trainer.id == Licence.trainer_id)
        .where(Trainer.site_id == SITE, on.is_not(None))
    )


_sessions = columns(
    "session",
    beginning_of(TrainingSession.held_on),
    TrainingSession.id,
    code=TrainingSession.course,
    flag=TrainingSession.with_nspcc,
).where(TrainingSession.site_id == SITE, TrainingSession.status == SessionStatus.HELD.value)
PARTS = (
    Part("session", "training", _sessions, _held),
    Part("issued", "training", _licences("issued", Licence.issued_on), _issued),
    Part("withdrawn", "training", _licences("withdrawn", Licence.withdrawn_on), _withdrawn),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Sessions held, licences issued and withdrawn; one statement."""
    return tell(PARTS, site_id, before, limit)
