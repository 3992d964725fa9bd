"""What is written about a journey: its plan, what happened, dates that moved, stages decided."""

from app.journey.service.milestones import (
    ChangedMeanwhile,
    MilestoneChange,
    Refused,
    change_milestone,
    complete,
    move_planned_date,
)
from app.journey.service.planning import AlreadyPlanned, plan_journey
from app.journey.service.progress import refresh_progress
from app.journey.service.stages import decide

__all__ = [
    "AlreadyPlanned",
    "ChangedMeanwhile",
    "MilestoneChange",
    "Refused",
    "change_milestone",
    "complete",
    "decide",
    "move_planned_date",
    "plan_journey",
    "refresh_progress",
]
