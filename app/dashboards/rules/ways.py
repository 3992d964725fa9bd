"""How authorities use the framework, in the words of the evaluation of 2018.

Each site is in exactly one way: the first of `ORDER` that fits, so that the numbers add up.
"""

from collections.abc import Iterable
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
    """A way of using the framework, in the order in which they are shown."""

    ORIGINAL = "original"
    ADAPTED = "adapted"
    TOOLKIT = "toolkit"
    SPORADIC = "sporadic"
    REINTRODUCED = "reintroduced"
    PAUSED = "paused"
    STOPPED = "stopped"
    NOT_KNOWN = "not-known"
    NOT_BEGUN = "not-begun"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]

    @property
    def means(self) -> str:
        """What has to be so."""
        return _MEANS[self]


_LABELS = {
    Way.ORIGINAL: "In original form",
    Way.ADAPTED: "Adapted",
    Way.TOOLKIT: "As a toolkit",
    Way.SPORADIC: "Sporadically",
    Way.REINTRODUCED: "Reintroduced",
    Way.PAUSED: "Paused",
    Way.STOPPED: "Stopped",
    Way.NOT_KNOWN: "Not known",
    Way.NOT_BEGUN: "Not begun",
}
_MEANS = {
    Way.STOPPED: "Declared as stopped; or no case for a year or more, as far as months are counted."
    " Whoever stops before the first case counts too.",
    Way.PAUSED: "Declared as paused until a day.",
    Way.NOT_BEGUN: "No case has been started yet.",
    Way.NOT_KNOWN: "In implementation, but no month of the last 92 days is counted.",
    Way.REINTRODUCED: "Cases again after a year or more without one, or after it was declared as"
    " stopped; for two years from then on.",
    Way.SPORADIC: "A case in fewer than half of the months counted since the first case, of the"
    " last twelve; from three counted months on.",
    Way.TOOLKIT: "In use, and the register says that parts are used on their own.",
    Way.ADAPTED: "In use, with another change in force in the register, or with less than 80% in"
    " the last audits.",
    Way.ORIGINAL: "In use, no change in force in the register, and 80% or more in the last audits"
    " where there are any.",
}
ORDER = tuple(_MEANS)
"""The order in which they are asked."""
IN_USE = (Way.ORIGINAL, Way.ADAPTED, Way.TOOLKIT, Way.SPORADIC, Way.REINTRODUCED)
ADOPTERS = tuple(one for one in Way if one is not Way.NOT_BEGUN)


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
    anybody counted. `months` counts those since the first case, of the last twelve, and `with_case`
    those of them with a case. `lapses` are years without, the earliest first; `resumed_on` the last
    day on which it was declared active after it was stopped. `median` is that of the last audits.
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


def way_of(use: Use, today: date) -> Way:
    """How the site uses the framework on a day."""
    if use.status is Status.STOPPED or _lapsed(use, today):
        return Way.STOPPED
    if use.status is Status.PAUSED:
        return Way.PAUSED
    if use.first is None:
        implements = use.stage.number >= Stage.INITIAL.number
        return Way.NOT_KNOWN if implements and use.counted is None else Way.NOT_BEGUN
    if use.counted is None or today - end_of(use.counted) > COUNTED_WITHIN:
        return Way.NOT_KNOWN
    return _in_use(use, today)


def _in_use(use: Use, today: date) -> Way:
    again = began_again(use)
    if again is not None and today - again < LASTS:
        return Way.REINTRODUCED
    if use.months >= FEWEST_MONTHS and 2 * use.with_case < use.months:
        return Way.SPORADIC
    if use.is_toolkit:
        return Way.TOOLKIT
    followed = use.median is None or use.median >= FOLLOWED
    return Way.ORIGINAL if followed and not use.is_adapted else Way.ADAPTED


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


def tally(ways: Iterable[Way]) -> dict[Way, int]:
    """How many sites are in each, in the order of the ways, empty ones included."""
    found = list(ways)
    return {one: found.count(one) for one in Way}
