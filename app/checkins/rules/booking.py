"""How a call may be booked: a working day ahead, in office hours, with a way to take part."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.sites.rules.working_days import is_working_day

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = time(8, 0), time(18, 0)
SHORTEST, LONGEST = 15, 180


class CallState(StrEnum):
    """Where a call stands. A planned one whose time has passed waits for its note."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"planned": "Planned", "held": "Held", "missed": "Not held"}.get(
            self.value, "Cancelled"
        )


class Channel(StrEnum):
    """How people take part."""

    VIDEO = "video"
    PHONE = "phone"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"video": "Video call", "phone": "Phone call"}[self.value]


@dataclass(frozen=True)
class Booking:
    """What whoever books a call decides. `on` and `at` are London's wall clock."""

    on: date
    at: time
    minutes: int
    channel: Channel
    place: str
    agenda: str = ""

    @property
    def starts_at(self) -> datetime:
        """When it starts, in UTC; right on both sides of a clock change."""
        return datetime.combine(self.on, self.at, LONDON).astimezone(UTC)


def check_booking(booking: Booking, now: datetime) -> list[tuple[str, str]]:
    """(field, what to do) for each fault; empty when the call can be booked."""
    faults: list[tuple[str, str]] = []
    if booking.starts_at <= now:
        faults.append(("on", "The call must be in the future. Choose a later date or time."))
    elif not is_working_day(booking.on):
        faults.append(("on", "Choose a day from Monday to Friday."))
    if not EARLIEST <= booking.at <= LATEST:
        faults.append(("at", "Choose a time between 08:00 and 18:00."))
    if not SHORTEST <= booking.minutes <= LONGEST:
        faults.append(("minutes", f"Enter between {SHORTEST} and {LONGEST} minutes."))
    if booking.channel is Channel.VIDEO and not booking.place.startswith("https://"):
        faults.append(("place", "Paste the meeting link. It starts with https://"))
    elif not booking.place.strip():
        faults.append(("place", "Enter the phone number people should call."))
    return faults


def calendar_title(name: str) -> str:
    """What calendars show as the title of a call with this site."""
    return f"Check-in call: {name} and the NSPCC"
