"""How often a measure is measured, and its periods, each named by its first day."""

from datetime import date, timedelta
from enum import StrEnum

from app.sites.rules.months import (
    first_of,
    in_words,
    next_month,
    next_quarter,
    quarter_in_words,
    quarter_of,
)

BEFORE = timedelta(days=3 * 366)  # values from before it was agreed, for comparison
NEW_YEAR = 4  # a year goes from April to March, as authorities count theirs


class Every(StrEnum):
    """How often there is a value."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "month": "Every month",
            "quarter": "Every quarter",
            "year": "Every year, April to March",
        }[self.value]


_DAYS_LEFT = {Every.MONTH: 14, Every.QUARTER: 30, Every.YEAR: 60}  # after the end of the period


def begin_of(every: Every, day: date) -> date:
    """The first day of the period that holds a day."""
    if every is Every.MONTH:
        return first_of(day)
    if every is Every.QUARTER:
        return quarter_of(day)
    return date(day.year if day.month >= NEW_YEAR else day.year - 1, NEW_YEAR, 1)


def following(every: Every, period: date) -> date:
    """The period after."""
    if every is Every.MONTH:
        return next_month(period)
    return next_quarter(period) if every is Every.QUARTER else period.replace(year=period.year + 1)


def words_of(every: Every, period: date) -> str:
    """As people say it: "March 2027", "April to June 2027", "April 2026 to March 2027"."""
    if every is Every.MONTH:
        return in_words(period)
    if every is Every.QUARTER:
        return quarter_in_words(period)
    return f"{in_words(period)} to March {period.year + 1}"


def due_on(every: Every, period: date) -> date:
    """The day up to which its value is expected."""
    return following(every, period) + timedelta(days=_DAYS_LEFT[every] - 1)


def open_periods(every: Every, since: date, today: date) -> list[date]:
    """The periods that are over, from three years before a day, oldest first."""
    return _over(every, begin_of(every, since - BEFORE), today)


def asked_for(every: Every, agreed_on: date, today: date) -> list[date]:
    """The periods that are over and whose value is asked for: those that began after both sides
    had agreed."""
    begin = begin_of(every, agreed_on)
    return _over(every, begin if begin == agreed_on else following(every, begin), today)


def _over(every: Every, period: date, today: date) -> list[date]:
    found = []
    while (after := following(every, period)) <= today:
        found.append(period)
        period = after
    return found
