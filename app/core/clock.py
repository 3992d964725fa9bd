"""The one place that asks what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the users are (Europe/London)."""
    return now().astimezone(LONDON).date()


def in_london(moment: datetime) -> datetime:
    """An aware moment as people in the United Kingdom read it on the clock."""
    return moment.astimezone(LONDON)
