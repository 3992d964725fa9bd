"""What is written about a journey: its plan, what happened, dates that moved, stages decided."""

from app.journey.service.drafts import forget_draft, keep_draft
from app.journey.service.evidence import NoSuchPiece, attach, detach
from app.journey.service.milestones import MilestoneChange, change_milestone, complete
from app.journey.service.moving import confirm_dates, move_planned_date
from app.journey.service.planning import AlreadyPlanned, plan_journey
from app.journey.service.progress import refresh_progress
from app.journey.service.rebaselining import NotAsShown, Rebaseline, check_rebaseline, rebaseline
from app.journey.service.stages import decide

__all__ = [
    "AlreadyPlanned",
    "MilestoneChange",
    "NoSuchPiece",
    "NotAsShown",
    "Rebaseline",
    "attach",
    "change_milestone",
    "check_rebaseline",
    "complete",
    "confirm_dates",
    "decide",
    "detach",
    "forget_draft",
    "keep_draft",
    "move_planned_date",
    "plan_journey",
    "rebaseline",
    "refresh_progress",
]
