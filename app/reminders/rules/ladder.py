"""The ladders of reminders: which rungs lead up to what is due and follow it, and when.

Dates are those of the wall clock in London, so a reminder at 09:00 stays at 09:00 when the clocks
change between the booking and the call.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError
from app.sites.rules.working_days import working_day_from, working_day_until

LONDON = ZoneInfo("Europe/London")
CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Audience(StrEnum):
    """Who a reminder goes to."""

    SITE_CONTACTS = "site-contacts"
    LEAD = "lead"
    PORTFOLIO_LEAD = "portfolio-lead"
    RATERS = "raters"


class While(StrEnum):
    """What must still be so when the reminder is due, else it is not sent."""

    PLANNED = "planned"
    UNRECORDED = "unrecorded"
    OPEN = "open"


@dataclass(frozen=True)
class Rung:
    """One step of a ladder: so many days from its subject, at a time of day, to whom."""

    code: str
    days: int
    at: time
    only_while: While
    to: tuple[Audience, ...]


@dataclass(frozen=True)
class Reminder:
    """A rung with its moment, as an aware time in London."""

    rung: Rung
    at: datetime


def reminders_for_call(
    ladder: Sequence[Rung],
    starts_at: datetime,
    booked_at: datetime,
    holidays: Collection[date] = (),
) -> tuple[Reminder, ...]:
    """The reminders of one call, in time order.

    `starts_at` and `booked_at` are aware times in any zone (ValueError otherwise). A rung whose
    moment has passed when the call is booked is left out: the invitation has just told them. So is
    a rung before the call whose moment would fall after its start. Rungs before the call move back
    to a working day, rungs after it move on to one.
    """
    if starts_at.tzinfo is None or booked_at.tzinfo is None:
        raise ValueError("the start and the booking need a time zone")
    call_on = starts_at.astimezone(LONDON).date()
    reminders = [Reminder(rung, moment_of(rung, call_on, holidays)) for rung in ladder]
    kept = [
        reminder
        for reminder in reminders
        if reminder.at > booked_at
        and (reminder.rung.only_while is not While.PLANNED or reminder.at < starts_at)
    ]
    return tuple(sorted(kept, key=lambda reminder: reminder.at))


def parse_ladder(raw: Mapping[str, object], subject: str) -> tuple[Rung, ...]:
    """Read and check the reminder ladder of one subject, such as "check-in-call"."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "ladders")
    rungs = tuple(_rung(node) for node in root.child("ladders").each(subject))
    if len({rung.code for rung in rungs}) != len(rungs):
        raise ProgrammeError(f"ladders.{subject} uses a code twice")
    return rungs


def moment_of(rung: Rung, subject_on: date, holidays: Collection[date] = ()) -> datetime:
    """When a rung is due whose subject (a call, the end of a round) is on this day: before it moved
    back to a working day, after it on to one, on the day itself never moved."""
    day = subject_on + timedelta(days=rung.days)
    if rung.days < 0:
        day = working_day_until(day, holidays)
    elif rung.days > 0:
        day = working_day_from(day, holidays)
    return datetime.combine(day, rung.at, LONDON)


def _rung(node: Node) -> Rung:
    node.only("code", "days", "at", "while", "to")
    at = node.text("at")
    if not CLOCK_TIME.fullmatch(at):
        raise node.child("at").fault(f"is '{at}'; write a time such as \"09:00\"")
    return Rung(
        code=node.text("code"),
        days=node.whole("days"),
        at=time.fromisoformat(at),
        only_while=node.choice("while", While),
        to=tuple(entry.as_choice(Audience) for entry in node.each("to")),
    )
