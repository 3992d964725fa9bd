"""Events around the work of a site: announced, decided, in force, each on a day or in a month."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.core.refusals import Faults
from app.sites.rules.succession import in_words

LOOK_AHEAD = timedelta(days=365)  # domain.md §7.4, F4: a merger within twelve months is a signal
YEARS_AHEAD = 10
EARLIEST = date(2010, 1, 1)


class EventKind(StrEnum):
    """What kind of thing happens around the work."""

    RESTRUCTURE = "restructure"
    MERGER = "merger"
    INSPECTION = "inspection"
    LEADERSHIP = "leadership-change"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as people say it."""
        return _KINDS[self]


_KINDS = {
    EventKind.RESTRUCTURE: "Restructure",
    EventKind.MERGER: "Merger or reorganisation",
    EventKind.INSPECTION: "Inspection",
    EventKind.LEADERSHIP: "Change of leadership",
    EventKind.OTHER: "Something else",
}


class Phase(StrEnum):
    """How far it has come on a day."""

    EXPECTED = "expected"
    ANNOUNCED = "announced"
    DECIDED = "decided"
    IN_FORCE = "in-force"

    @property
    def label(self) -> str:
        """The phase as people say it."""
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True)
class When:
    """A day, or a month by its first day."""

    first: date
    is_month: bool = False


@dataclass(frozen=True)
class Dates:
    """When it was or will be announced, decided and in force; None: not known."""

    announced: When | None = None
    decided: When | None = None
    in_force: When | None = None

    @property
    def named(self) -> list[tuple[str, When]]:
        """(word, when) of those that are known, in the order in which they should happen."""
        all_three = (
            ("Announced", self.announced),
            ("Decided", self.decided),
            ("In force", self.in_force),
        )
        return [(word, when) for word, when in all_three if when is not None]


def when_in_words(when: When | None, empty: str = "") -> str:
    """ "12 March 2027", "March 2027", or `empty` where it is not known."""
    if when is None:
        return empty
    return f"{when.first:%B %Y}" if when.is_month else in_words(when.first)


def phase_of(dates: Dates, today: date) -> Phase:
    """The furthest of its dates that has come."""
    reached = Phase.EXPECTED
    for phase, when in (
        (Phase.ANNOUNCED, dates.announced),
        (Phase.DECIDED, dates.decided),
        (Phase.IN_FORCE, dates.in_force),
    ):
        if when is not None and when.first <= today:
            reached = phase
    return reached


def is_around(dates: Dates, today: date) -> bool:
    """Whether it touches the work now: in force since at most twelve months, or still to come
    within twelve, or on no day that is known and announced or decided within the last twelve."""
    if dates.in_force is not None:
        return today - LOOK_AHEAD <= dates.in_force.first <= today + LOOK_AHEAD
    known = [when.first for _, when in dates.named]
    return bool(known) and max(known) >= today - LOOK_AHEAD


def check_event(title: str, dates: Dates, today: date) -> Faults:
    """What must be put right before it is entered, as (field, what to do)."""
    faults: Faults = []
    if not title.strip():
        faults.append(("title", "Say in a few words what happens"))
    if not dates.named:
        faults.append(("announced", "Enter at least one date; a month and a year are enough"))
    fields = (
        ("announced", dates.announced),
        ("decided", dates.decided),
        ("in_force", dates.in_force),
    )
    for field, when in fields:
        if when is not None and not EARLIEST <= when.first <= _last(today):
            faults.append((field, f"Enter a date between {EARLIEST.year} and {_last(today).year}"))
    return [*faults, *_order(dates)]


def _last(today: date) -> date:
    return date(today.year + YEARS_AHEAD, 12, 31)


def _order(dates: Dates) -> Faults:
    pairs = (
        ("decided", "It was decided before it was announced", dates.announced, dates.decided),
        ("in_force", "It is in force before it was decided", dates.decided, dates.in_force),
        ("in_force", "It is in force before it was announced", dates.announced, dates.in_force),
    )
    found: Faults = []
    for field, words, before, after in pairs:
        wrong = before is not None and after is not None and _latest(after) < before.first
        if wrong and field not in dict(found):
            found.append((field, f"{words}; check the dates"))
    return found


def _latest(when: When) -> date:
    """The last day it can mean: a month may mean its end."""
    if not when.is_month:
        return when.first
    following = when.first.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)
