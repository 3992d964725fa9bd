"""Months and quarters of a year, each named by its first day."""

from datetime import date, timedelta


def first_of(day: date) -> date:
    """The first day of its month, which names the month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def months_between(starts_on: date, ends_on: date) -> list[date]:
    """Every month that a span touches, by its first day."""
    found, month = [], first_of(starts_on)
    while month <= ends_on:
        found.append(month)
        month = next_month(month)
    return found


def read_month(word: str) -> date | None:
    """The month an address names, such as "2027-03"; None for anything else."""
    parts = word.split("-")
    if len(word) != 7 or len(parts) != 2 or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    year, month = int(parts[0]), int(parts[1])
    return date(year, month, 1) if 1990 <= year < 2100 and 1 <= month <= 12 else None


def in_words(month: date) -> str:
    """The month as people say it: "March 2027"."""
    return f"{month:%B %Y}"


def quarter_of(day: date) -> date:
    """The first day of its quarter: 1 January, April, July or October."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(quarter: date) -> date:
    """The first day of the quarter after."""
    return quarter_of(quarter + timedelta(days=100))


def quarter_before(quarter: date) -> date:
    """The first day of the quarter before."""
    return quarter_of(quarter - timedelta(days=1))


def last_of_quarter(quarter: date) -> date:
    """The last day of a quarter."""
    return next_quarter(quarter) - timedelta(days=1)


def quarters_between(starts_on: date, ends_on: date) -> list[date]:
    """Every quarter that a span touches, by its first day."""
    found, quarter = [], quarter_of(starts_on)
    while quarter <= ends_on:
        found.append(quarter)
        quarter = next_quarter(quarter)
    return found


def read_quarter(word: str) -> date | None:
    """The quarter an address names, such as "2027-04" by its first month; None for another word."""
    found = read_month(word)
    return found if found is not None and found == quarter_of(found) else None


def quarter_in_words(quarter: date) -> str:
    """The quarter as people say it: "April to June 2027"."""
    return f"{quarter:%B} to {last_of_quarter(quarter):%B %Y}"
