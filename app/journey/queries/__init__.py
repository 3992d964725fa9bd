"""Reads about journeys."""

from app.journey.queries.milestones import (
    DecisionRow,
    Lateness,
    MilestoneDetail,
    MilestoneRow,
    NextMilestone,
    count_overdue,
    decisions_of,
    has_journey,
    lateness,
    milestone_name,
    milestone_of,
    milestones_of,
    next_milestones,
)
from app.journey.queries.scores import SiteTally, discontinued_on, tallies_of_all

__all__ = [
    "DecisionRow",
    "Lateness",
    "MilestoneDetail",
    "MilestoneRow",
    "NextMilestone",
    "SiteTally",
    "count_overdue",
    "decisions_of",
    "discontinued_on",
    "has_journey",
    "lateness",
    "milestone_name",
    "milestone_of",
    "milestones_of",
    "next_milestones",
    "tallies_of_all",
]
