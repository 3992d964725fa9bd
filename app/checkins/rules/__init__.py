"""When calls are due, and how one may be booked."""

from app.checkins.rules.booking import (
    Booking,
    CallState,
    Channel,
    calendar_title,
    check_booking,
)
from app.checkins.rules.cadence import (
    Cadence,
    Interval,
    Proposal,
    is_outside_cadence,
    parse_cadence,
    propose_next_call,
)

__all__ = [
    "Booking",
    "Cadence",
    "CallState",
    "Channel",
    "Interval",
    "Proposal",
    "calendar_title",
    "check_booking",
    "is_outside_cadence",
    "parse_cadence",
    "propose_next_call",
]
