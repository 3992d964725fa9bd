"""Decisions of self assessment on plain values: drafts, progress, sealing, the life of a round."""

from app.assessments.rules.drafts import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    Draft,
    Saved,
    all_words,
    answer_words,
    chosen,
    faults,
    tidy,
)
from app.assessments.rules.progress import ItemStatus, Place, Progress, progress_of
from app.assessments.rules.rounds import (
    USUAL_WINDOW,
    Decision,
    NextStep,
    RoundState,
    Standing,
    active_minutes,
    may_read_ratings,
    next_step,
    window_fault,
    window_in_words,
)
from app.assessments.rules.sealing import Rated, answers_by_item, seal, unseal

__all__ = [
    "NOT_APPLICABLE",
    "NOT_KNOWN",
    "USUAL_WINDOW",
    "Decision",
    "Draft",
    "ItemStatus",
    "NextStep",
    "Place",
    "Progress",
    "Rated",
    "RoundState",
    "Saved",
    "Standing",
    "active_minutes",
    "all_words",
    "answer_words",
    "answers_by_item",
    "chosen",
    "faults",
    "may_read_ratings",
    "next_step",
    "progress_of",
    "seal",
    "tidy",
    "unseal",
    "window_fault",
    "window_in_words",
]
