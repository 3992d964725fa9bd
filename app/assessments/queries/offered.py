"""Reads of what the portal's own figures say to the items of a round."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.assessments.models import OfferedFact
from app.core.db import session


@dataclass(frozen=True)
class Offered:
    """A fact beside an item; `score` is the point of the scale it suggests, or None."""

    words: str
    score: int | None
    as_of: date
    source: str


def offered(round_id: int) -> dict[str, Offered]:
    """Item -> what the figures say; items without a figure yet are absent. One statement."""
    rows = session().execute(
        select(
            OfferedFact.item_id,
            OfferedFact.words,
            OfferedFact.score,
            OfferedFact.as_of,
            OfferedFact.source,
        ).where(OfferedFact.round_id == round_id)
    )
    return {row.item_id: Offered(row.words, row.score, row.as_of, row.source) for row in rows}
