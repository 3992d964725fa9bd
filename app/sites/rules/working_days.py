"""Working days, and the bank holidays of each nation.

What is declared for a single day by proclamation comes with a newer version of the library.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from app.sites.rules import Nation

SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@cache
def bank_holidays(nation: Nation) -> Collection[date]:
    """The bank holidays of a nation; any year is worked out when it is first asked about."""
    return country_holidays("GB", subdiv=SUBDIVISIONS[nation])


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """True from Monday to Friday, bar the holidays given."""
    return day.weekday() < 5 and day not in holidays


def working_day_from(day: date, holidays: Collection[date] = ()) -> date:
    """The day itself, or the next working day."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def working_day_until(day: date, holidays: Collection[date] = ()) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day, holidays):
        day -= timedelta(days=1)
    return day


def working_days_after(day: date, number: int, holidays: Collection[date] = ()) -> date:
    """The day that is so many working days after this one; 0 gives `working_day_from`.

    Raises ValueError for a negative number.
    """
    if number < 0:
        raise ValueError("working days are counted forward")
    day = working_day_from(day, holidays) if number == 0 else day
    for _ in range(number):
        day = working_day_from(day + timedelta(days=1), holidays)
    return day


def working_days_between(first: date, last: date, holidays: Collection[date] = ()) -> int:
    """How many working days lie after `first` up to and including `last`; 0 when none does."""
    days = max((last - first).days, 0)
    passed: Iterable[date] = (first + timedelta(days=number) for number in range(1, days + 1))
    return sum(is_working_day(day, holidays) for day in passed)
