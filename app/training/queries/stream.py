"""Training held, and trainers' licences, for the stream of a site. The register stays out of it:
its names are the authority's."""

from datetime import datetime
from typing import Any

from sqlalchemy import Date, Select, cast, literal, null, select

from app.core.stream import Entry, beginning_of, newest
from app.core.words import day
from app.sites.queries.stream import address_of
from app.training.models import Licence, Trainer, TrainingSession
from app.training.rules.register import Course
from app.training.rules.sessions import SessionStatus


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Sessions held, licences issued and withdrawn; one statement."""
    held = select(
        literal("held").label("kind"),
        beginning_of(TrainingSession.held_on).label("at"),
        TrainingSession.id.label("id"),
        TrainingSession.course.label("words"),
        TrainingSession.with_nspcc.label("with_nspcc"),
        cast(null(), Date).label("until"),
        address_of(site_id),
    ).where(TrainingSession.site_id == site_id, TrainingSession.status == SessionStatus.HELD.value)
    issued, withdrawn = Licence.issued_on, Licence.withdrawn_on
    parts = (held, _licences(site_id, "issued", issued), _licences(site_id, "ended", withdrawn))
    return [_entry(row) for row in newest(parts, before, limit)]


def _licences(site_id: int, kind: str, on: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal(kind).label("kind"),
            beginning_of(on).label("at"),
            Trainer.id.label("id"),
            Trainer.name.label("words"),
            literal(False).label("with_nspcc"),
            Licence.expires_on.label("until"),
            address_of(site_id),
        )
        .join(Trainer, Trainer.id == Licence.trainer_id)
        .where(Trainer.site_id == site_id, on.is_not(None))
    )


def _entry(row: Any) -> Entry:
    if row.kind == "held":
        title = f"Training held: {Course(row.words).label}"
        detail = "Together with the NSPCC" if row.with_nspcc else ""
        path = f"{row.here}/training/sessions/{row.id}"
    else:
        until = f", until {day(row.until)}" if row.kind == "issued" else ""
        what = "issued" if row.kind == "issued" else "withdrawn"
        title, detail = f"Trainer’s licence {what}: {row.words}{until}", ""
        path = f"{row.here}/training/trainers/{row.id}"
    return Entry("training", row.at, title, detail, path, whole_day=True)
