"""What is agreed with a site about its calls: how often for a while, and weeks without any."""

from datetime import date, timedelta

from app.checkins.rules.cadence import BOUNDS, FEWEST, MOST

LONGEST_AGREED = timedelta(days=731)
LONGEST_BLACKOUT = timedelta(days=56)
FARTHEST = timedelta(days=731)
Fault = tuple[str, str]


def check_agreement(days: int, until: date, today: date) -> list[Fault]:
    """(field, what to do) for each fault of a cadence agreed with a site until a day."""
    faults = []
    if not FEWEST <= days <= MOST:
        faults.append(("days", f"Calls: {BOUNDS}"))
    if not today < until <= today + LONGEST_AGREED:
        faults.append(("until", "Look at it again on a day to come, within two years."))
    return faults


def check_blackout(first: date, last: date, today: date) -> list[Fault]:
    """(field, what to do) for each fault of days without calls."""
    if last < first:
        return [("last", "The last day is before the first one.")]
    if last < today:
        return [("last", "These days are over. Choose days to come.")]
    if last - first >= LONGEST_BLACKOUT:
        return [("last", "At most eight weeks at a time: a site that rests longer is paused.")]
    if first > today + FARTHEST:
        return [("first", "Choose days within the next two years.")]
    return []
