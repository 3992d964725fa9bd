"""Reads of rounds, raters, answers and sign-offs."""

from app.assessments.queries.answers import (
    RaterPart,
    SignOffRow,
    answer_of,
    answers_of,
    facts_of,
    parts_of,
    sign_off_of,
)
from app.assessments.queries.rounds import (
    Lock,
    RaterRow,
    RoundRef,
    RoundRow,
    lead_name,
    raters_of,
    round_at,
    rounds_of,
)

__all__ = [
    "Lock",
    "RaterPart",
    "RaterRow",
    "RoundRef",
    "RoundRow",
    "SignOffRow",
    "answer_of",
    "answers_of",
    "facts_of",
    "lead_name",
    "parts_of",
    "raters_of",
    "round_at",
    "rounds_of",
    "sign_off_of",
]
