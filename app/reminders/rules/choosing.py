"""Which rungs of a ladder are due now, and for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.reminders.rules.ladder import Audience, Reminder, Rung, While, moment_of

STILL_USEFUL = timedelta(hours=12)  # a reminder older than this says nothing new
WIDEST_MOVE = timedelta(days=7)  # of a rung that falls on days nobody works


@dataclass(frozen=True)
class Told:
    """Somebody a reminder may go to."""

    person_id: int
    is_nspcc: bool


def due_reminders(reminders: Iterable[Reminder], now: datetime) -> list[Reminder]:
    """Reminders of a planned call whose moment has come and that are still useful.

    Rungs that ask whether a past call was recorded wait for the record of calls.
    """
    return [
        reminder
        for reminder in reminders
        if reminder.rung.only_while is While.PLANNED and is_due(reminder, now)
    ]


def is_due(reminder: Reminder, now: datetime) -> bool:
    """Whether its moment has come and is not so long ago that it says nothing new."""
    return reminder.at <= now < reminder.at + STILL_USEFUL


def is_told(reminder: Reminder, person: Told) -> bool:
    """Whether this rung goes to that person."""
    if person.is_nspcc:
        return Audience.LEAD in reminder.rung.to or Audience.SITE_CONTACTS in reminder.rung.to
    return Audience.SITE_CONTACTS in reminder.rung.to


def days_reached(ladder: Sequence[Rung], today: date) -> tuple[date, date]:
    """The first and last day a round can be due on for a rung of the ladder to be due today."""
    days = [rung.days for rung in ladder]
    first = today - timedelta(days=max(days)) - WIDEST_MOVE
    return first, today - timedelta(days=min(days)) + WIDEST_MOVE


def due_for_round(ladder: Iterable[Rung], closes_on: date, now: datetime) -> list[Reminder]:
    """The reminders of an open round, to be finished by `closes_on`, that are due at `now`."""
    reminders = [Reminder(rung, moment_of(rung, closes_on)) for rung in ladder]
    return [one for one in reminders if one.rung.only_while is While.OPEN and is_due(one, now)]


def was_just_told(reminder: Reminder, told_at: datetime | None) -> bool:
    """Whether somebody was asked only after the moment of the reminder: that says it all."""
    return told_at is not None and told_at >= reminder.at
