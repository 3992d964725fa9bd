"""Reads about what follows an event: links, and feedback."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.core.db import session
from app.events.models import Material, Remark, Tally
from app.events.queries.events import EventRow
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument


@dataclass(frozen=True)
class MaterialRow:
    """A link that belongs to an event."""

    id: int
    title: str
    link: str
    added_at: datetime


def asked(event: EventRow) -> Instrument | None:
    """The questions of its feedback, of the version it was announced with; one statement, or two
    the first time."""
    if event.feedback_version_id is None:
        return None
    column = InstrumentVersion.content_hash
    kept = session().scalar(select(column).where(InstrumentVersion.id == event.feedback_version_id))
    return instruments.instrument(event.feedback_version_id, kept or "")


def materials(event_id: int) -> list[MaterialRow]:
    """What belongs to an event, in the order it was added; one statement."""
    chosen = select(Material).where(Material.event_id == event_id).order_by(Material.id)
    return [
        MaterialRow(row.id, row.title, row.link, row.added_at) for row in session().scalars(chosen)
    ]


def tallies(event_id: int) -> dict[tuple[str, int], int]:
    """How many gave which score on which item; one statement."""
    chosen = select(Tally.item, Tally.score, Tally.given).where(Tally.event_id == event_id)
    return {(item, score): given for item, score, given in session().execute(chosen)}


def remarks(event_id: int) -> list[str]:
    """What people wrote with their feedback, in the order of the alphabet; one statement."""
    chosen = select(Remark.words).where(Remark.event_id == event_id)
    return sorted(session().scalars(chosen))
