"""Reads about what falls due, the ladders, and what was sent."""

from app.reminders.queries.facts import facts, told
from app.reminders.queries.ladders import (
    NamedLead,
    Version,
    portfolio,
    present,
    programme,
    staff,
    version,
    versions,
)
from app.reminders.queries.planned import Plan, foresee, plan_now
from app.reminders.queries.runs import (
    RunPage,
    SentPage,
    SentRow,
    last_finished,
    run,
    runs,
    sent_by,
    unfinished,
)
from app.reminders.queries.sources import SOURCES, Source, dues

__all__ = [
    "SOURCES",
    "NamedLead",
    "Plan",
    "RunPage",
    "SentPage",
    "SentRow",
    "Source",
    "Version",
    "dues",
    "facts",
    "foresee",
    "last_finished",
    "plan_now",
    "portfolio",
    "present",
    "programme",
    "run",
    "runs",
    "sent_by",
    "staff",
    "told",
    "unfinished",
    "version",
    "versions",
]
