"""The one place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app

from config import Settings

LONDON = ZoneInfo("Europe/London")
_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


class ClockIsReal(RuntimeError):
    """Somebody tried to turn the clock where the portal holds real people's data."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """For seeding the demo and for tests only: in the block, it is `moment` for this one task.

    Needs an application, so that it can be refused: raises ClockIsReal in production, and
    ValueError for a moment without a zone.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if settings.is_production:
        raise ClockIsReal("The clock cannot be turned in production.")
    if moment.tzinfo is None:
        raise ValueError("Give the moment its time zone.")
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)


def today() -> date:
    """Today's date where the users are (Europe/London)."""
    return now().astimezone(LONDON).date()


def in_london(moment: datetime) -> datetime:
    """An aware moment as people in the United Kingdom read it on the clock."""
    return moment.astimezone(LONDON)


def first_moment(day: date) -> datetime:
    """When a day begins where the users are, in UTC."""
    return datetime.combine(day, time(0), LONDON).astimezone(UTC)
