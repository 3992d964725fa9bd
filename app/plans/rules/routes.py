"""Who tells whom what: how often, by when an answer is due, when either is late."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.plans.rules.actions import Faults
from app.plans.rules.words import one_line

LONGEST_PARTY, LONGEST_CONTENT, LONGEST_NOTE, LONGEST_REPLY = 100, 500, 2000, 90
GRACE = timedelta(days=3)  # after the day it should have been used


class Channel(StrEnum):
    """How something is told."""

    MEETING = "meeting"
    MAIL = "mail"
    BRIEFING = "briefing"
    REPORT = "report"
    CALL = "call"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "meeting": "In a meeting",
            "mail": "By mail",
            "briefing": "Briefing or newsletter",
            "report": "Written report",
            "call": "By phone or video",
            "other": "In another way",
        }[self.value]


class Frequency(StrEnum):
    """How often; a route used when needed is never late."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    SIX_WEEKLY = "six-weekly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    WHEN_NEEDED = "when-needed"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "weekly": "Every week",
            "fortnightly": "Every two weeks",
            "monthly": "Every month",
            "six-weekly": "Every six weeks",
            "quarterly": "Every three months",
            "half-yearly": "Twice a year",
            "when-needed": "When needed",
        }[self.value]

    @property
    def days(self) -> int | None:
        """The days between two uses; None when nobody counts."""
        return {
            "weekly": 7,
            "fortnightly": 14,
            "monthly": 31,
            "six-weekly": 42,
            "quarterly": 92,
            "half-yearly": 183,
        }.get(self.value)


class RouteState(StrEnum):
    """How a route stands today; the first that is true."""

    STOPPED = "stopped"
    REPLY_LATE = "reply-late"
    LATE = "late"
    WAITING = "waiting"
    IN_USE = "in-use"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "stopped": "Stopped",
            "reply-late": "Answer overdue",
            "late": "Overdue",
            "waiting": "Answer awaited",
            "in-use": "In use",
        }[self.value]


@dataclass(frozen=True)
class NewRoute:
    """A route as it is written; `reply_days` within which an answer comes back, if one should."""

    sender: str
    receiver: str
    content: str
    channel: str
    frequency: str
    reply_days: int | None
    begins_on: date | None


def next_use(frequency: Frequency, begins_on: date, last_used_on: date | None) -> date | None:
    """The day by which it should be used next; None when nobody counts."""
    if frequency.days is None:
        return None
    if last_used_on is None:
        return begins_on
    return max(begins_on, last_used_on + timedelta(days=frequency.days))


def late_from(next_on: date | None) -> date | None:
    """The first day on which a route that was not used is late."""
    return None if next_on is None else next_on + GRACE + timedelta(days=1)


def state(*, stopped: bool, next_on: date | None, reply_by: date | None, today: date) -> RouteState:
    """How a route stands; `reply_by` is the earliest day of an answer still awaited."""
    if stopped:
        return RouteState.STOPPED
    if reply_by is not None and reply_by < today:
        return RouteState.REPLY_LATE
    first_late = late_from(next_on)
    if first_late is not None and first_late <= today:
        return RouteState.LATE
    return RouteState.WAITING if reply_by is not None else RouteState.IN_USE


def check_route(new: NewRoute) -> Faults:
    """(field, what to do) for each fault."""
    faults = []
    for name, value, missing, longest in (
        ("sender", new.sender, "Enter who tells it", LONGEST_PARTY),
        ("receiver", new.receiver, "Enter who is told", LONGEST_PARTY),
        ("content", new.content, "Enter what is told", LONGEST_CONTENT),
    ):
        if not value.strip():
            faults.append((name, missing))
        elif len(one_line(value)) > longest:
            faults.append((name, f"This must be {longest} characters or fewer"))
    if new.channel not in set(Channel):
        faults.append(("channel", "Choose how it is told"))
    if new.frequency not in set(Frequency):
        faults.append(("frequency", "Choose how often"))
    if new.reply_days is not None and not 1 <= new.reply_days <= LONGEST_REPLY:
        faults.append(("reply_days", f"Enter a number of days from 1 to {LONGEST_REPLY}"))
    if new.begins_on is None:
        faults.append(("begins_on", "Enter the day it is first used"))
    return faults


def check_use(used_on: date | None, note: str, last_used_on: date | None, today: date) -> Faults:
    """(field, what to do) for each fault of saying that a route was used."""
    faults = []
    if used_on is not None and used_on > today:
        faults.append(("used_on", "The day it was used must be today or earlier"))
    elif used_on is not None and last_used_on is not None and used_on < last_used_on:
        faults.append(("used_on", "A later use is entered already: enter a day after it"))
    if len(note.strip()) > LONGEST_NOTE:
        faults.append(("note", f"The note must be {LONGEST_NOTE:,} characters or fewer"))
    return faults
