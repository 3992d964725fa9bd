"""How dates, times and counts are written on every page."""

from datetime import UTC, date, datetime

from flask import Flask

from app.core.clock import in_london


def day(value: date | datetime | None, empty: str = "–") -> str:
    """A date as "12 March 2027"; moments are first put on the London clock."""
    if value is None:
        return empty
    if isinstance(value, datetime):
        value = in_london(value).date()
    return f"{value.day} {value:%B %Y}"


def short_day(value: date | datetime | None, empty: str = "–") -> str:
    """A date as "12 Mar 2027", for tables."""
    if value is None:
        return empty
    if isinstance(value, datetime):
        value = in_london(value).date()
    return f"{value.day} {value:%b %Y}"


def month(value: date) -> str:
    """A month as "March 2027", where no more than that is known."""
    return f"{value:%B %Y}"


def clock_time(value: datetime) -> str:
    """A time as "14:02" on the London clock."""
    return f"{in_london(value):%H:%M}"


def moment(value: datetime | None, empty: str = "–") -> str:
    """A moment as "12 March 2027, 14:02"."""
    return empty if value is None else f"{day(value)}, {clock_time(value)}"


def iso(value: date | datetime) -> str:
    """For the `datetime` attribute of a time element."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return value.isoformat()


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 call", "3 calls", "no calls"."""
    many = many or one + "s"
    return f"no {many}" if number == 0 else f"{number:,} {one if number == 1 else many}"


def install(app: Flask) -> None:
    """Offer them to templates."""
    app.jinja_env.filters.update(
        day=day, short_day=short_day, month=month, clock_time=clock_time, moment=moment, iso=iso
    )
    app.jinja_env.globals["count"] = count
