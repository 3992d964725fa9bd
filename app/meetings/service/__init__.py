"""What is written about groups and meetings."""

from app.meetings.service.groups import add_member, change_member, change_terms, set_up
from app.meetings.service.handing_over import hand_over_meetings, hand_over_seats
from app.meetings.service.holding import (
    add_guest,
    approve,
    decide,
    finish,
    record_attendance,
    save_minutes,
    withdraw_decision,
)
from app.meetings.service.planning import add_items, cancel, move, plan, remove_item, send_agenda
from app.meetings.service.refusals import ChangedMeanwhile, Overtaken
from app.meetings.service.telling import SiteName

__all__ = [
    "ChangedMeanwhile",
    "Overtaken",
    "SiteName",
    "add_guest",
    "add_items",
    "add_member",
    "approve",
    "cancel",
    "change_member",
    "change_terms",
    "decide",
    "finish",
    "hand_over_meetings",
    "hand_over_seats",
    "move",
    "plan",
    "record_attendance",
    "remove_item",
    "save_minutes",
    "send_agenda",
    "set_up",
    "withdraw_decision",
]
