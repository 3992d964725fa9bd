"""Which reminders belong to what is due, which of them are due now, and for whom."""

from app.reminders.rules.choosing import (
    Told,
    days_reached,
    due_for_round,
    due_reminders,
    is_told,
    was_just_told,
)
from app.reminders.rules.ladder import (
    Audience,
    Reminder,
    Rung,
    While,
    moment_of,
    parse_ladder,
    reminders_for_call,
)

__all__ = [
    "Audience",
    "Reminder",
    "Rung",
    "Told",
    "While",
    "days_reached",
    "due_for_round",
    "due_reminders",
    "is_told",
    "moment_of",
    "parse_ladder",
    "reminders_for_call",
    "was_just_told",
]
