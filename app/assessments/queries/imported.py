"""Reads of results from before a site came to the portal."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.assessments.models import ImportedResult
from app.core.db import session


@dataclass(frozen=True)
class ImportedRow:
    """A result from elsewhere; `scores` are (section, score) in order: ("A Need", "3.25")."""

    title: str
    held_on: date
    is_month_only: bool
    scores: tuple[tuple[str, str], ...]
    entered_at: datetime


def imported_results(site_id: int) -> list[ImportedRow]:
    """The imported results of a site, newest first."""
    rows = session().scalars(
        select(ImportedResult)
        .where(ImportedResult.site_id == site_id)
        .order_by(ImportedResult.held_on.desc(), ImportedResult.id)
    )
    return [
        ImportedRow(
            title=row.instrument_title,
            held_on=row.held_on,
            is_month_only=row.is_month_only,
            scores=tuple(row.sections.items()),
            entered_at=row.entered_at,
        )
        for row in rows
    ]
