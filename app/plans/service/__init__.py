"""What is written into a site's plan."""

from app.plans.rules import Fault, NewAction, Origin, Refused
from app.plans.service.changing import ActionChange, change_action, set_status
from app.plans.service.raising import raise_action, raise_actions
from app.plans.service.reassigning import reassign

__all__ = [
    "ActionChange",
    "Fault",
    "NewAction",
    "Origin",
    "Refused",
    "change_action",
    "raise_action",
    "raise_actions",
    "reassign",
    "set_status",
]
