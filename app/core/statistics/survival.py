"""Survival: the share still going on after a time, where some are only known to go on so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import exp, log, sqrt

from app.core.statistics.proportions import Z95, Interval

FEWEST_AT_RISK = 5
"""Below so many at risk one more end moves the curve by over a fifth: it is not shown."""

_HALF = 0.5 + 1e-12  # products of shares are not exact


@dataclass(frozen=True)
class Spell:
    """A time, and whether it ended then; if not, it is only known to have gone on so long. `count`
    of them were alike."""

    time: float
    ended: bool
    count: int = 1


@dataclass(frozen=True)
class Step:
    """A point of the curve: of `at_risk` that went on until `time`, `ended` ended then; `share` (0
    to 1) go on after it. `interval` (95 %) is None where nothing is left to go on."""

    time: float
    at_risk: int
    ended: int
    share: float
    interval: Interval | None


@dataclass(frozen=True)
class Curve:
    """A survival curve: 1 up to its first step, level between steps and after the last."""

    steps: tuple[Step, ...]
    _times: tuple[tuple[float, int], ...]  # how many went on so long, the shortest first

    @property
    def count(self) -> int:
        """How many the curve is made of."""
        return sum(count for _, count in self._times)

    @property
    def median(self) -> float | None:
        """The first time after which half or fewer go on; None where more than half do."""
        return next((step.time for step in self.steps if step.share <= _HALF), None)

    @property
    def until(self) -> float | None:
        """The longest time of all, up to which the curve is known; None of nothing."""
        return max((time for time, _ in self._times), default=None)

    def at_risk(self, time: float) -> int:
        """How many are known to have gone on until just before this time."""
        return sum(count for one, count in self._times if one >= time)

    def share(self, time: float) -> float:
        """The share (0 to 1) that goes on after this time."""
        return next((step.share for step in reversed(self.steps) if step.time <= time), 1.0)

    def trusted(self, fewest: int = FEWEST_AT_RISK) -> "Curve":
        """The curve as far as it may be shown: up to where fewer than `fewest` are at risk."""
        left, end = fewest, None
        for time, count in reversed(self._times):
            left -= count
            if left <= 0:
                end = time
                break
        if end is None:
            return Curve((), ())
        kept = tuple(step for step in self.steps if step.time <= end)
        return Curve(kept, tuple((min(time, end), count) for time, count in self._times))


def survival(spells: Iterable[Spell]) -> Curve:
    """The product-limit estimate (Kaplan and Meier, 1958), with number at risk and 95 % intervals.

    At each time at which something ended, the share is multiplied by 1 − ended ÷ at risk. What was
    only seen so far counts among those at risk up to and with its own time, so that the slow are
    not left out. The interval is made from Greenwood's variance on the scale log(−log share), which
    keeps it within 0 and 1 and right for the few sites there are (Kalbfleisch and Prentice, 1980).
    """
    known = sorted((one.time, one.ended, one.count) for one in spells)
    times = tuple((time, count) for time, _, count in known)
    at_risk, share, variance, steps = sum(count for _, count in times), 1.0, 0.0, []
    for time, group in groupby(known, key=lambda one: one[0]):
        counts = [(count if has_ended else 0, count) for _, has_ended, count in group]
        ended = sum(count for count, _ in counts)
        if ended:
            share *= 1 - ended / at_risk
            left = at_risk - ended
            variance += ended / (at_risk * left) if left else 0.0
            steps.append(Step(time, at_risk, ended, share, _interval(share, variance, left)))
        at_risk -= sum(count for _, count in counts)
    return Curve(tuple(steps), times)


def _interval(share: float, variance: float, left: int) -> Interval | None:
    if not left:
        return None
    spread = exp(Z95 * sqrt(variance) / -log(share))
    return Interval(share**spread, share ** (1 / spread))
