"""The monthly counts of a pilot."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.pilots.models import PilotMonth
from app.pilots.rules.months import COUNTS, Counts


@dataclass(frozen=True)
class MonthRow:
    """The counts of a month, by key; None where nobody knows."""

    month: date
    counts: Counts
    reason: str
    entered_by_id: int | None
    version: int


def months_of(pilot_id: int) -> list[MonthRow]:
    """Every month that was entered, oldest first; one statement."""
    chosen = select(PilotMonth).where(PilotMonth.pilot_id == pilot_id)
    return [
        MonthRow(row.month, counts_of(row), row.reason, row.entered_by_id, row.version)
        for row in session().scalars(chosen.order_by(PilotMonth.month))
    ]


def counts_of(row: PilotMonth) -> dict[str, int | None]:
    """The counts of a row, by key."""
    return {one.key: getattr(row, one.key) for one in COUNTS}
