"""Reads about the pilots of a site."""

from app.pilots.queries.falling_due import due
from app.pilots.queries.learning import EntryPage, EntryRow, LogWanted, entries, entry, every_entry
from app.pilots.queries.months import MonthRow, months_of
from app.pilots.queries.pilots import PilotPage, PilotRow, Wanted, find, follower_of, of_site
from app.pilots.queries.plans import (
    MeasureRow,
    RiskRow,
    StepRow,
    StrategyRow,
    VersionRow,
    document_of,
    measures_of,
    pilot_of_part,
    risks_of,
    steps_of,
    strategies_of,
    version_of,
    versions_of,
)
from app.pilots.queries.reviews import ReviewRow, review_of
from app.pilots.queries.waiting import Concern, concerns

__all__ = [
    "due",
    "Concern",
    "EntryPage",
    "EntryRow",
    "LogWanted",
    "MeasureRow",
    "MonthRow",
    "PilotPage",
    "PilotRow",
    "ReviewRow",
    "RiskRow",
    "StepRow",
    "StrategyRow",
    "VersionRow",
    "Wanted",
    "concerns",
    "document_of",
    "entries",
    "entry",
    "every_entry",
    "find",
    "follower_of",
    "measures_of",
    "months_of",
    "of_site",
    "pilot_of_part",
    "review_of",
    "risks_of",
    "steps_of",
    "strategies_of",
    "version_of",
    "versions_of",
]
