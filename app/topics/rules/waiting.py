"""The promise of the NSPCC: no question stays without an answer for long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.sites.rules.working_days import working_days_after, working_days_between


@dataclass(frozen=True)
class Waits:
    """A question nobody else has answered yet: since when, and by when the NSPCC answers."""

    asked_on: date
    due_on: date


def due_on(asked_on: date, working_days: int, holidays: Collection[date]) -> date:
    """The day by which the NSPCC answers where nobody else has."""
    return working_days_after(asked_on, working_days, holidays)


def age_words(waits: Waits, today: date, holidays: Collection[date]) -> str:
    """How long a question waits, and how that stands to the promise."""
    days = working_days_between(waits.asked_on, today, holidays)
    since = "Asked today" if days == 0 else f"Waits for {days} working day{'s' * (days != 1)}"
    left = working_days_between(today, waits.due_on, holidays)
    if today > waits.due_on:
        late = working_days_between(waits.due_on, today, holidays)
        return f"{since}, {late or 1} longer than promised"
    if left == 0:
        return f"{since}, an answer is promised for today"
    return f"{since}, {left} left to answer"
