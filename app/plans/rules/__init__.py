"""When an action may be written, how its status may change, and when it is late."""

from app.plans.rules.actions import (
    DUE_SOON,
    LONGEST_OWNER,
    LONGEST_TITLE,
    OPEN,
    ActionStatus,
    DueState,
    NewAction,
    Owner,
    Side,
    check_action,
    check_status_change,
    due_state,
    may_set_status,
)
from app.plans.rules.codes import Barrier, Code, Facilitator, code_of, in_order
from app.plans.rules.origins import Origin, OriginKind
from app.plans.rules.refusals import Fault, Refused, refuse
from app.plans.rules.words import one_line

__all__ = [
    "DUE_SOON",
    "LONGEST_OWNER",
    "LONGEST_TITLE",
    "OPEN",
    "ActionStatus",
    "Barrier",
    "Code",
    "DueState",
    "Facilitator",
    "Fault",
    "NewAction",
    "Origin",
    "OriginKind",
    "Owner",
    "Refused",
    "Side",
    "check_action",
    "check_status_change",
    "code_of",
    "due_state",
    "in_order",
    "may_set_status",
    "one_line",
    "refuse",
]
