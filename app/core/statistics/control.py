"""Control charts of single values (XmR), by the rules of the NHS programme Making Data Count.

Four signals; where several fit a point, outside goes before trend, trend before two in three, and
that before shift. Every point that belongs to a run is marked, not the last one alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

LIMIT = 2.66
NEAR = LIMIT * 2 / 3
SCREEN = 3.267  # the upper limit of moving ranges, as a multiple of their mean
RUN = 7
FEWEST = 12
"""Points from which limits are more than a trial, and the fewest a baseline may be fixed to."""


class Signal(StrEnum):
    """Why a point is no common cause, in order of priority."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two-in-three"
    SHIFT = "shift"


class Better(StrEnum):
    """Which way is improvement."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Meaning(StrEnum):
    """What a point says about the measure."""

    COMMON_CAUSE = "common-cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Assurance(StrEnum):
    """What the limits say about a target: missed, reached, or now one and now the other."""

    FAILS = "fails"
    PASSES = "passes"
    HIT_AND_MISS = "hit-and-miss"


@dataclass(frozen=True)
class Bounds:
    """The lowest and the highest value a measure can have: 0 for counts, 0 and 100 for percentages.
    Limits are cut there."""

    lowest: float | None = 0.0
    highest: float | None = None

    def cut(self, value: float) -> float:
        """The value, or the bound it is beyond."""
        if self.lowest is not None and value < self.lowest:
            return self.lowest
        if self.highest is not None and value > self.highest:
            return self.highest
        return value


PERCENT = Bounds(0.0, 100.0)


@dataclass(frozen=True)
class Limits:
    """Mean and limits of a stretch of the series, in its own unit. `points` is how many they were
    made from."""

    mean: float
    lower: float
    near_lower: float
    near_upper: float
    upper: float
    points: int

    @property
    def trial(self) -> bool:
        """From so few points that they will still move."""
        return self.points < FEWEST

    def side(self, value: float) -> int:
        """1 above the mean, −1 below it, 0 on it."""
        return (value > self.mean) - (value < self.mean)

    def outside(self, value: float) -> bool:
        """Whether a value lies beyond a limit."""
        return value > self.upper or value < self.lower

    def near(self, value: float) -> bool:
        """Whether a value lies in the outer third, between near limit and limit."""
        beyond_near = value > self.near_upper or value < self.near_lower
        return beyond_near and not self.outside(value)


@dataclass(frozen=True)
class Point:
    """A value with the limits of its stretch. `signal` is None for common cause; `high` says which
    way the signal points: up for a rising trend, else above the mean."""

    value: float
    limits: Limits
    signal: Signal | None
    high: bool

    def meaning(self, better: Better) -> Meaning:
        """What the point says, given which way is improvement."""
        if self.signal is None:
            return Meaning.COMMON_CAUSE
        if better is Better.NEITHER:
            return Meaning.NEUTRAL
        return Meaning.IMPROVEMENT if self.high is (better is Better.HIGHER) else Meaning.CONCERN


def control(
    values: Sequence[float],
    *,
    bounds: Bounds = Bounds(),
    baseline: int | None = None,
    rebase: Sequence[int] = (),
    screen: bool = False,
) -> list[Point]:
    """Every value with its limits and its signal, in the order of time, none missing.

    Limits are made from the whole series; with `baseline`, from so many points at the beginning
    of each stretch. `rebase` holds the positions (from 0) at which a new stretch with limits of its
    own begins; runs end there. `screen` leaves out, once, moving ranges of 3.267 times their mean
    and more, as the R package does and the Excel tool does not. ValueError for a baseline of fewer
    than twelve points or a place to rebase that is not inside the series.
    """
    if baseline is not None and baseline < FEWEST:
        raise ValueError(f"A baseline of {baseline} points is too short: {FEWEST} or more.")
    if any(not 0 < place < len(values) for place in rebase):
        raise ValueError(f"A stretch begins inside the series: {sorted(rebase)}.")
    edges = [0, *sorted(set(rebase)), len(values)]
    points: list[Point] = []
    for start, end in pairwise(edges):
        if stretch := values[start:end]:
            points += _marked(stretch, _limits(stretch[:baseline], bounds, screen))
    return points


def assurance(limits: Limits, target: float, better: Better) -> Assurance | None:
    """Whether the measure, left alone, will reach its target; None where neither way is better."""
    if better is Better.NEITHER:
        return None
    if limits.lower <= target <= limits.upper:
        return Assurance.HIT_AND_MISS
    beyond = target > limits.upper
    return Assurance.FAILS if beyond is (better is Better.HIGHER) else Assurance.PASSES


def _limits(values: Sequence[float], bounds: Bounds, screen: bool) -> Limits:
    mean = fmean(values)
    ranges = [abs(b - a) for a, b in pairwise(values)]
    width = fmean(ranges) if ranges else 0.0
    if screen and width:
        width = fmean([one for one in ranges if one < SCREEN * width])
    return Limits(
        mean=mean,
        lower=bounds.cut(mean - LIMIT * width),
        near_lower=bounds.cut(mean - NEAR * width),
        near_upper=bounds.cut(mean + NEAR * width),
        upper=bounds.cut(mean + LIMIT * width),
        points=len(values),
    )


def _marked(values: Sequence[float], limits: Limits) -> list[Point]:
    sides = [limits.side(value) for value in values]
    trends = _trends(values)
    pairs = _two_in_three([limits.near(value) for value in values], sides)
    shifts = _shifts(sides)
    points = []
    for place, value in enumerate(values):
        fitting = (
            (Signal.OUTSIDE, limits.outside(value)),
            (Signal.TREND, place in trends),
            (Signal.TWO_IN_THREE, place in pairs),
            (Signal.SHIFT, place in shifts),
        )
        signal = next((one for one, fits in fitting if fits), None)
        high = trends[place] if signal is Signal.TREND else sides[place] > 0
        points.append(Point(value, limits, signal, high))
    return points


def _windows(length: int, size: int) -> Iterator[range]:
    return (range(start, start + size) for start in range(length - size + 1))


def _trends(values: Sequence[float]) -> dict[int, bool]:
    """Positions in seven that all rise (True) or all fall. The turning point of two trends belongs
    to the later one."""
    found: dict[int, bool] = {}
    for window in _windows(len(values), RUN):
        steps = [values[b] - values[a] for a, b in pairwise(window)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            found |= dict.fromkeys(window, steps[0] > 0)
    return found


def _two_in_three(near: Sequence[bool], sides: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for window in _windows(len(sides), 3):
        together = abs(sum(sides[place] for place in window)) == 3
        outer = [place for place in window if near[place]]
        if together and len(outer) >= 2:
            found |= set(outer)
    return found


def _shifts(sides: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for window in _windows(len(sides), RUN):
        if abs(sum(sides[place] for place in window)) == RUN:
            found |= set(window)
    return found
