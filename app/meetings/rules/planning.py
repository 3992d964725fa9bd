"""What a group, a seat and a planned meeting need."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from app.core.refusals import Faults
from app.meetings.rules.kinds import Kind, MemberRole

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = time(7, 30), time(20, 0)
SHORTEST, LONGEST = 15, 480
MOST_ITEMS, LONGEST_ITEM = 30, 200


@dataclass(frozen=True)
class Terms:
    """The terms of reference of a group."""

    kind: Kind
    name: str
    purpose: str
    decides: str
    meets: str
    quorum: int
    set_up_on: date


@dataclass(frozen=True)
class Seat:
    """Who sits in a group, from when until when; one without an account by name."""

    role: MemberRole
    organisation: str
    starts_on: date
    ends_on: date | None = None
    person_id: int | None = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Plan:
    """When and where a meeting is. `on` and `at` are London's wall clock."""

    on: date
    at: time
    minutes: int
    place: str

    @property
    def starts_at(self) -> datetime:
        """When it starts, in UTC; right on both sides of a clock change."""
        return datetime.combine(self.on, self.at, LONDON).astimezone(UTC)


def check_terms(terms: Terms, today: date) -> Faults:
    """(field, what to do) for each fault; empty when the group can be set up so."""
    faults: Faults = []
    if not terms.kind.is_group:
        faults.append(("kind", "Choose what sort of group it is."))
    if not 1 <= terms.quorum <= 50:
        faults.append(("quorum", "Enter a number of members from 1 to 50."))
    if terms.set_up_on > today:
        faults.append(("set_up_on", "The day it was set up must be today or in the past."))
    return faults


def check_seat(seat: Seat) -> Faults:
    """(field, what to do) for each fault of a seat."""
    faults: Faults = []
    if seat.person_id is None and not seat.name.strip():
        faults.append(("name", "Choose a person above, or enter the name of a partner."))
    if seat.person_id is not None and seat.name.strip():
        faults.append(("name", "Choose a person or enter a name, not both."))
    if seat.ends_on is not None and seat.ends_on < seat.starts_on:
        faults.append(("ends_on", "The last day must not be before the first."))
    return faults


def sits(starts_on: date, ends_on: date | None, on: date) -> bool:
    """Whether a seat counts on a day."""
    return starts_on <= on and (ends_on is None or on <= ends_on)


def check_plan(plan: Plan, now: datetime) -> Faults:
    """(field, what to do) for each fault; empty when the meeting can be planned so.

    A day in the past is not a fault of a meeting that is entered afterwards, so that what was
    held before the portal was used can be recorded; `now` only bounds the future: three years.
    """
    faults: Faults = []
    if (plan.starts_at - now).days > 3 * 366:
        faults.append(("on", "The date is more than three years ahead. Check the year."))
    if plan.on.weekday() > 4:
        faults.append(("on", "Choose a day from Monday to Friday."))
    if not EARLIEST <= plan.at <= LATEST:
        faults.append(("at", "Choose a time between 07:30 and 20:00."))
    if not SHORTEST <= plan.minutes <= LONGEST:
        faults.append(("minutes", f"Enter between {SHORTEST} and {LONGEST} minutes."))
    if not plan.place.strip():
        faults.append(("place", "Enter the room or paste the meeting link."))
    return faults


def items_of(text: str) -> tuple[str, ...]:
    """The items of an agenda typed one on each line; empty lines and doubles are left out."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def check_items(items: tuple[str, ...], field: str = "agenda") -> Faults:
    """What is wrong with new items of an agenda."""
    faults: Faults = []
    if len(items) > MOST_ITEMS:
        faults.append((field, f"Enter at most {MOST_ITEMS} items."))
    if any(len(item) > LONGEST_ITEM for item in items):
        faults.append((field, f"Use at most {LONGEST_ITEM} characters for each item."))
    return faults


def is_link(place: str) -> bool:
    """Whether a place is a link to open."""
    return place.startswith("https://") and " " not in place
