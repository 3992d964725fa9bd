"""When calls are due, and how one may be booked."""

from app.checkins.rules.agreements import check_agreement, check_blackout
from app.checkins.rules.booking import (
    Booking,
    CallState,
    Channel,
    calendar_title,
    check_booking,
)
from app.checkins.rules.cadence import Cadence, Interval, check_cadence, parse_cadence, written
from app.checkins.rules.proposing import (
    Blackout,
    Closed,
    Leave,
    Proposal,
    objections,
    propose_next_call,
    span_in_words,
)
from app.checkins.rules.slots import (
    USUAL,
    Desk,
    Hours,
    check_hours,
    day_and_time,
    overlapping,
    slots,
    spread,
)

__all__ = [
    "USUAL",
    "Blackout",
    "Booking",
    "Cadence",
    "CallState",
    "Channel",
    "Closed",
    "Desk",
    "Hours",
    "Interval",
    "Leave",
    "Proposal",
    "calendar_title",
    "check_agreement",
    "check_blackout",
    "check_booking",
    "check_cadence",
    "check_hours",
    "day_and_time",
    "objections",
    "overlapping",
    "parse_cadence",
    "propose_next_call",
    "slots",
    "span_in_words",
    "spread",
    "written",
]
