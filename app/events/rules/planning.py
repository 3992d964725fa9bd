"""What an event needs before it can be announced."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core.refusals import Faults
from app.events.rules.kinds import Audience, Kind, Way

LONDON = ZoneInfo("Europe/London")
EARLIEST, LATEST = time(7, 30), time(20, 0)
SHORTEST, LONGEST = 15, 480
MOST_PLACES = 2_000
FURTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Details:
    """What an event is, for whom, and for how many (None: for as many as come)."""

    title: str
    kind: Kind
    audience: Audience
    about: str
    capacity: int | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """When and where. `on` and `at` are London's wall clock."""

    on: date
    at: time
    minutes: int
    way: Way
    place: str
    link: str

    @property
    def starts_at(self) -> datetime:
        """When it starts, in UTC; right on both sides of a clock change."""
        return datetime.combine(self.on, self.at, LONDON).astimezone(UTC)


def check_details(details: Details, taken: int = 0) -> Faults:
    """(field, what to do) for each fault; `taken` places are given already."""
    faults: Faults = []
    if not details.title.strip():
        faults.append(("title", "Enter what the event is called."))
    if not details.about.strip():
        faults.append(("about", "Say in a few sentences what the event is about."))
    if details.capacity is not None and not 1 <= details.capacity <= MOST_PLACES:
        ask = f"Enter how many places there are, from 1 to {MOST_PLACES:,}, or leave it empty."
        faults.append(("capacity", ask))
    elif details.capacity is not None and details.capacity < taken:
        ask = f"{taken} places are given already. Enter at least {taken}, or leave it empty."
        faults.append(("capacity", ask))
    return faults


def check_plan(plan: Plan, now: datetime) -> Faults:
    """(field, what to do) for each fault; an event is announced, so it lies ahead."""
    faults: Faults = []
    if plan.starts_at <= now:
        faults.append(("on", "Choose a time that is still to come."))
    elif plan.starts_at - now > FURTHEST:
        faults.append(("on", "The date is more than two years ahead. Check the year."))
    if not EARLIEST <= plan.at <= LATEST:
        faults.append(("at", "Choose a time between 07:30 and 20:00."))
    if not SHORTEST <= plan.minutes <= LONGEST:
        faults.append(("minutes", f"Enter between {SHORTEST} and {LONGEST} minutes."))
    return faults + _check_where(plan)


def _check_where(plan: Plan) -> Faults:
    faults: Faults = []
    if plan.way.has_place and not plan.place:
        faults.append(("place", "Enter the address people come to, with its postcode."))
    return faults + check_link(plan.way, plan.link)


def check_link(way: Way, link: str) -> Faults:
    """(field, what to do) for each fault of a joining link; it may be empty and follow later."""
    faults: Faults = []
    if link and not is_web_address(link):
        faults.append(("link", "Paste the whole joining link; it starts with https://"))
    if link and not way.has_link:
        faults.append(("link", "Leave the link empty: the event is face to face only."))
    return faults


def is_web_address(text: str) -> bool:
    """Whether a text is one address that is safe to offer as a link."""
    return text.startswith("https://") and len(text) > 11 and not set(text) & set(" \t\r\n<>\"'")


def is_material_link(text: str) -> bool:
    """Whether material may be linked so: a web address, or a page of the community itself."""
    inside = text.startswith("/community/") and not set(text) & set(" \t\r\n<>\"'\\")
    return is_web_address(text) or (inside and "//" not in text)
