"""Which rungs of a ladder are due now, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.checkins.rules import Audience, Reminder, While

STILL_USEFUL = timedelta(hours=12)  # a reminder older than this says nothing new


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
        if reminder.rung.only_while is While.PLANNED
        and reminder.at <= now < reminder.at + STILL_USEFUL
    ]


def is_told(reminder: Reminder, person: Told) -> bool:
    """Whether this rung goes to that person."""
    if person.is_nspcc:
        return Audience.LEAD in reminder.rung.to or Audience.SITE_CONTACTS in reminder.rung.to
    return Audience.SITE_CONTACTS in reminder.rung.to
