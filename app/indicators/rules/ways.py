"""How authorities use the framework, and where they stand, in the words of the evaluation of 2018.

Each site that began is in one way and stands in one place, so that the numbers add up.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.sites.rules import Stage, Status
from app.sites.rules.months import first_of, next_month

LAPSE = timedelta(days=365)  # without a case: use has lapsed
LASTS = timedelta(days=730)  # from then on, cases again are just use
COUNTED_WITHIN = timedelta(days=92)
FEWEST_MONTHS = 3  # counted since the first case, before use is called sporadic
FOLLOWED = 80.0  # per cent of an audit: followed closely


class Way(StrEnum):
    """How it is used, or was used as far as anybody counted; the first of `ORDER` that fits."""

    ORIGINAL = "original"
    ADAPTED = "adapted"
    TOOLKIT = "toolkit"
    SPORADIC = "sporadic"

    @property
    def label(self) -> str:
        """As people say it."""
        return _WAYS[self][0]

    @property
    def means(self) -> str:
        """What has to be so."""
        return _WAYS[self][1]


class Now(StrEnum):
    """Where it stands today; the first of `STANDING` that fits."""

    IN_USE = "in-use"
    AGAIN = "again"
    PAUSED = "paused"
    SILENT = "silent"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """As people say it."""
        return _NOW[self][0]

    @property
    def means(self) -> str:
        """What has to be so."""
        return _NOW[self][1]


_WAYS = {
    Way.SPORADIC: (
        "Sporadically",
        "No case in half or more of the last twelve months that were counted, since the first case;"
        " from three counted months on.",
    ),
    Way.TOOLKIT: (
        "As a toolkit",
        "The register of adaptations says that parts are used on their own.",
    ),
    Way.ADAPTED: (
        "Adapted",
        "Another change is in force in the register, or the last audits found less than 80%."
        " Wording, look and training are no such change.",
    ),
    Way.ORIGINAL: (
        "In original form",
        "No change is in force, and the last audits found 80% or more where there are any.",
    ),
}
ORDER = tuple(_WAYS)
_NOW = {
    Now.STOPPED: (
        "Stopped",
        "Declared as stopped, or no case for a year or more as far as months are counted.",
    ),
    Now.PAUSED: ("Paused", "Declared as paused until a day."),
    Now.SILENT: (
        "Silent",
        "No month of the last 92 days is counted, so nobody knows whether it is used.",
    ),
    Now.AGAIN: (
        "In use again",
        "Cases again after a year or more without one, or after it was declared as"
        " stopped; for two years from then on.",
    ),
    Now.IN_USE: ("In use", "A case within a year, as far as months are counted."),
}
STANDING = tuple(_NOW)


@dataclass(frozen=True)
class Lapse:
    """A year or more without a case: the month of the last case before it, and of the first after;
    None where none followed yet."""

    last: date
    again: date | None


@dataclass(frozen=True)
class Use:
    """What is known of the use at one site. Months are named by their first day.

    `first` and `last` are the first and the last month with a case, `counted` the latest month
    anybody counted. `months` are the counted ones of the twelve up to it (after a year without a
    case: up to the last case), since the first case, and `with_case` those of them with a case.
    `lapses` are years without, the earliest first; `resumed_on` the last day on which it was
    declared active after it was stopped. `median` is that of the last audits.
    """

    site_id: int
    stage: Stage
    status: Status
    first: date | None = None
    last: date | None = None
    counted: date | None = None
    months: int = 0
    with_case: int = 0
    lapses: tuple[Lapse, ...] = ()
    resumed_on: date | None = None
    stopped_on: date | None = None
    is_toolkit: bool = False
    is_adapted: bool = False
    median: float | None = None


def way_of(use: Use) -> Way | None:
    """How the site uses the framework; None before the first case."""
    if use.first is None:
        return None
    if use.months >= FEWEST_MONTHS and 2 * use.with_case <= use.months:
        return Way.SPORADIC
    if use.is_toolkit:
        return Way.TOOLKIT
    followed = use.median is None or use.median >= FOLLOWED
    return Way.ORIGINAL if followed and not use.is_adapted else Way.ADAPTED


def now_of(use: Use, today: date) -> Now | None:
    """Where it stands on a day; None before the first case."""
    if use.first is None:
        return None
    if use.status is Status.STOPPED or _lapsed(use, today):
        return Now.STOPPED
    if use.status is Status.PAUSED:
        return Now.PAUSED
    if use.counted is None or today - end_of(use.counted) > COUNTED_WITHIN:
        return Now.SILENT
    again = began_again(use)
    return Now.AGAIN if again is not None and today - again < LASTS else Now.IN_USE


def _lapsed(use: Use, today: date) -> bool:
    if use.last is None or use.counted is None:
        return False
    return min(end_of(use.counted), today) - end_of(use.last) >= LAPSE


def began_again(use: Use) -> date | None:
    """The month in which cases began again after they had lapsed, or after it was stopped."""
    again = [one.again for one in use.lapses if one.again is not None]
    if use.resumed_on and use.first and use.last and use.first < use.resumed_on <= end_of(use.last):
        again.append(first_of(use.resumed_on))
    return max(again, default=None)


def end_of(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - timedelta(days=1)


@dataclass(frozen=True)
class Tally:
    """How many sites use it in each way, by where they stand; and those without a case so far:
    not begun, or stopped before one."""

    began: Mapping[tuple[Way, Now], int]
    not_begun: int
    never: int

    def way(self, way: Way) -> int:
        """How many use it in a way, or did."""
        return sum(number for (one, _), number in self.began.items() if one is way)

    def now(self, now: Now) -> int:
        """How many stand there."""
        return sum(number for (_, one), number in self.began.items() if one is now)

    @property
    def total(self) -> int:
        """How many began."""
        return sum(self.began.values())


def tally(counts: Iterable[tuple[Way | None, Now | None, Status, int]]) -> Tally:
    """Sites as (way, where it stands, declared status, how many): each counted once."""
    began: Counter[tuple[Way, Now]] = Counter()
    without: Counter[bool] = Counter()
    for way, now, status, number in counts:
        if way is None or now is None:
            without[status is Status.STOPPED] += number
        else:
            began[way, now] += number
    return Tally(began, without[False], without[True])
