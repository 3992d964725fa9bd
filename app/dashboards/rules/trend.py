"""What a series over time says: by a run chart, and by a control chart only where that is allowed.

A run chart (Anhøj) asks little of a series and comes first. Where it finds nothing, and there are
twelve points or more that each rest on four things or more in the middle, control limits (XmR) are
looked at too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from statistics import fmean

from app.core.statistics.control import FEWEST as FEWEST_CONTROL
from app.core.statistics.control import PERCENT, control
from app.core.statistics.runs import Runs, runs

FEWEST_BEHIND = 4
"""Things behind a point, in the mean, from which control limits mean something."""


class Method(StrEnum):
    """What a series was read with."""

    NONE = "none"
    RUNS = "runs"
    CONTROL = "control"

    @property
    def label(self) -> str:
        """As the page says it."""
        return {
            "none": "Read as it is: no rule says anything of so few points",
            "runs": "Read as a run chart, by the rules of Anhøj",
            "control": "Read as a run chart, then with control limits (XmR)",
        }[self.value]


@dataclass(frozen=True)
class Trend:
    """What was found. `places` are the points that stand out, from 0; `above` whether the last of
    them lie above the others, and `rises` which way the series went; None where nothing stands
    out. `median` is None of an empty series."""

    method: Method
    median: float | None
    places: tuple[int, ...] = ()
    above: bool | None = None
    rises: bool | None = None

    @property
    def signals(self) -> bool:
        """Whether the series moves by more than chance."""
        return self.rises is not None


def trend(values: Sequence[float], behind: Sequence[int]) -> Trend:
    """What values in per cent say, in the order of time; `behind` is on how many things each
    rests."""
    found = runs(values)
    if not found.enough or found.median is None:
        return Trend(Method.NONE, found.median)
    if found.signals:
        return _of_runs(values, found, found.median)
    if len(values) < FEWEST_CONTROL or fmean(behind) < FEWEST_BEHIND:
        return Trend(Method.RUNS, found.median)
    points = control(values, bounds=PERCENT)
    marked = tuple(place for place, one in enumerate(points) if one.signal is not None)
    above = points[marked[-1]].high if marked else None
    return Trend(Method.CONTROL, found.median, marked, above, above)


def _of_runs(values: Sequence[float], found: Runs, middle: float) -> Trend:
    """The run that is too long; of a series that crosses its median too seldom, its last run. A run
    that is over says that the series has gone the other way since."""
    last = _last_run(values, middle)
    marked = found.longest if found.shifted else last
    above = values[marked[0]] > middle
    return Trend(Method.RUNS, found.median, marked, above, above is (marked[-1] == last[-1]))


def _last_run(values: Sequence[float], middle: float) -> tuple[int, ...]:
    """The points since the median was crossed for the last time."""
    sides = [(place, value > middle) for place, value in enumerate(values) if value != middle]
    last = takewhile(lambda one: one[1] is sides[-1][1], reversed(sides))
    return tuple(sorted(place for place, _ in last))
