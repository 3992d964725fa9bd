"""Decisions about events on plain values."""

from app.events.rules.feedback import (
    DOES_NOT_APPLY,
    FEWEST,
    ItemResult,
    feedback_until,
    remarks_are_shown,
    results,
)
from app.events.rules.kinds import Answer, Attendance, Audience, Kind, State, Way
from app.events.rules.places import Holder, moving_up, must_wait, taken, waiting_line
from app.events.rules.planning import (
    Details,
    Plan,
    check_details,
    check_link,
    check_plan,
    is_material_link,
    is_web_address,
)

__all__ = [
    "DOES_NOT_APPLY",
    "FEWEST",
    "Answer",
    "Attendance",
    "Audience",
    "Details",
    "Way",
    "Holder",
    "ItemResult",
    "Kind",
    "Plan",
    "State",
    "check_details",
    "check_link",
    "check_plan",
    "feedback_until",
    "is_material_link",
    "is_web_address",
    "moving_up",
    "must_wait",
    "remarks_are_shown",
    "results",
    "taken",
    "waiting_line",
]
