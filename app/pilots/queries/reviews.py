"""The review of a pilot."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.pilots.models import PilotReview
from app.pilots.rules.review import PROCESS


@dataclass(frozen=True)
class ReviewRow:
    """A review as it stands: `process` holds the answers by name of the question."""

    figures: str
    process: dict[str, str]
    begun_on: date
    finished_on: date | None
    finished_by_id: int | None
    version: int


def review_of(pilot_id: int) -> ReviewRow | None:
    """The review of a pilot; None before it is begun."""
    row = session().scalar(select(PilotReview).where(PilotReview.pilot_id == pilot_id))
    if row is None:
        return None
    answers = {name: str(getattr(row, name)) for name, _ in PROCESS}
    return ReviewRow(
        row.figures, answers, row.begun_on, row.finished_on, row.finished_by_id, row.version
    )
