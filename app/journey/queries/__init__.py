"""Reads about journeys."""

from app.journey.queries.dates import (
    AnchorState,
    MoveRow,
    anchors_of,
    draft_of,
    kept_anchors,
    moves_of,
    replan_of,
)
from app.journey.queries.evidence import has_pieces, pieces_at
from app.journey.queries.falling_due import due
from app.journey.queries.milestones import (
    OPEN,
    DecisionRow,
    Lateness,
    MilestoneDetail,
    MilestoneRow,
    NextMilestone,
    count_overdue,
    decisions_of,
    lateness,
    milestone_name,
    milestone_of,
    milestones_of,
    next_milestones,
)
from app.journey.queries.scores import SiteTally, tallies_of, tallies_of_all

__all__ = [
    "due",
    "OPEN",
    "AnchorState",
    "DecisionRow",
    "Lateness",
    "MilestoneDetail",
    "MilestoneRow",
    "MoveRow",
    "NextMilestone",
    "SiteTally",
    "anchors_of",
    "count_overdue",
    "decisions_of",
    "draft_of",
    "has_pieces",
    "kept_anchors",
    "lateness",
    "milestone_name",
    "milestone_of",
    "milestones_of",
    "moves_of",
    "next_milestones",
    "pieces_at",
    "replan_of",
    "tallies_of",
    "tallies_of_all",
]
