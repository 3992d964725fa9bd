"""The promise of the NSPCC: no question stays without an answer for long."""

from collections.abc import Collection
from datetime import date

from app.sites.rules.working_days import working_days_after, working_days_between

Holidays = Collection[date]


def due_on(asked_on: date, working_days: int, holidays: Holidays) -> date:
    """The day by which the NSPCC answers where nobody else has."""
    return working_days_after(asked_on, working_days, holidays)


def age_words(asked_on: date, due: date, today: date, holidays: Holidays) -> str:
    """How long a question has waited for an answer, and how that stands to the promise."""
    days = working_days_between(asked_on, today, holidays)
    since = f"Waits for {_working(days) if days else 'less than a working day'}"
    if today > due:
        late = max(1, working_days_between(due, today, holidays))
        return f"{since}, {_working(late)} longer than promised"
    left = working_days_between(today, due, holidays)
    return f"{since}, {_working(left)} left" if left else f"{since}, promised for today"


def _working(days: int) -> str:
    return f"{days} working day{'' if days == 1 else 's'}"
