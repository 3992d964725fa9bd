"""What is judged of sites: at present, in the past, and what it rests on."""

from app.indicators.queries.embedding import embedding_of
from app.indicators.queries.gathering import known_of
from app.indicators.queries.judging import judged_on, lead_times, precision
from app.indicators.queries.present import (
    Change,
    Override,
    Point,
    Present,
    Said,
    answers_of,
    changes_of,
    history_of,
    override_history,
    overrides_of,
    present_of,
    presents_of,
)

__all__ = [
    "Change",
    "Override",
    "Point",
    "Present",
    "Said",
    "answers_of",
    "changes_of",
    "embedding_of",
    "history_of",
    "judged_on",
    "known_of",
    "lead_times",
    "override_history",
    "overrides_of",
    "precision",
    "present_of",
    "presents_of",
]
