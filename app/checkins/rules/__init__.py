"""When calls are due, how one may be booked, and which reminders belong to it."""

from app.checkins.rules.booking import (
    Booking,
    CallState,
    Channel,
    calendar_title,
    check_booking,
)
from app.checkins.rules.cadence import (
    Audience,
    Cadence,
    Interval,
    Proposal,
    Reminder,
    Rung,
    While,
    is_outside_cadence,
    moment_of,
    parse_cadence,
    parse_ladder,
    propose_next_call,
    reminders_for_call,
)

__all__ = [
    "Audience",
    "Booking",
    "Cadence",
    "CallState",
    "Channel",
    "Interval",
    "Proposal",
    "Reminder",
    "Rung",
    "While",
    "calendar_title",
    "check_booking",
    "is_outside_cadence",
    "moment_of",
    "parse_cadence",
    "parse_ladder",
    "propose_next_call",
    "reminders_for_call",
]
