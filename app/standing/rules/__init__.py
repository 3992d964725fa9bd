"""Decisions about declared statuses and site events; pure."""

from app.standing.rules.declaring import (
    Answer,
    Declaration,
    Present,
    Reason,
    check_declaration,
    offered_statuses,
    reasons_for,
    said_in_words,
)
from app.standing.rules.events import (
    Dates,
    EventKind,
    Phase,
    When,
    check_event,
    is_around,
    phase_of,
    when_in_words,
)
from app.standing.rules.merging import Choice, check_choice

__all__ = [
    "Answer",
    "Choice",
    "Dates",
    "Declaration",
    "EventKind",
    "Phase",
    "Present",
    "Reason",
    "When",
    "check_choice",
    "check_declaration",
    "check_event",
    "is_around",
    "offered_statuses",
    "phase_of",
    "reasons_for",
    "said_in_words",
    "when_in_words",
]
