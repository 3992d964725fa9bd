"""Run charts: does a series move by more than chance, asked without any assumption about it.

The Anhøj rules (Anhøj and Olesen, 2014): a longest run that is too long, or a median crossed too
seldom, for the number of points off the median. Points on the median are passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import comb, log2
from statistics import median

FEWEST_USEFUL = 10
"""Points off the median from which the rules say something."""


@dataclass(frozen=True)
class Runs:
    """What the rules find in a series.

    `median` is None of an empty one. `useful` counts the points off the median, `crossings` how
    often these change sides. `longest` holds the positions (from 0) of the longest run, the latest
    of several; it is `above` the median or below it.
    """

    median: float | None
    useful: int
    crossings: int
    longest: tuple[int, ...]
    above: bool

    @property
    def enough(self) -> bool:
        """Whether there are points enough to say anything; without them nothing is a signal."""
        return self.useful >= FEWEST_USEFUL

    @property
    def longest_allowed(self) -> int:
        """The longest run that chance explains; 0 without points."""
        return longest_allowed(self.useful)

    @property
    def crossings_needed(self) -> int:
        """The fewest crossings that chance explains."""
        return crossings_needed(self.useful)

    @property
    def shifted(self) -> bool:
        """A run too long to be chance."""
        return self.enough and len(self.longest) > self.longest_allowed

    @property
    def crosses_seldom(self) -> bool:
        """Too few crossings to be chance."""
        return self.enough and self.crossings < self.crossings_needed

    @property
    def signals(self) -> bool:
        """Either: the series does not move by chance alone."""
        return self.shifted or self.crosses_seldom


def runs(values: Sequence[float]) -> Runs:
    """The Anhøj rules for values in the order of time, none missing."""
    if not values:
        return Runs(None, 0, 0, (), False)
    middle = median(values)
    sides = [(place, value > middle) for place, value in enumerate(values) if value != middle]
    found = [(side, [place for place, _ in run]) for side, run in groupby(sides, lambda s: s[1])]
    above, longest = max(reversed(found), key=lambda run: len(run[1]), default=(False, []))
    crossings = sum(a[1] != b[1] for a, b in pairwise(sides))
    return Runs(middle, len(sides), crossings, tuple(longest), above)


def longest_allowed(useful: int) -> int:
    """The longest run that so many useful points may show by chance."""
    return round(log2(useful) + 3) if useful else 0


def crossings_needed(useful: int) -> int:
    """The fewest crossings that so many useful points may show by chance: the 5 % quantile of as
    many throws of a coin as there are gaps between them, in whole numbers and so exact."""
    throws = max(useful - 1, 0)
    ways, least = 0, 0
    while True:
        ways += comb(throws, least)
        if 20 * ways >= 2**throws:
            return least
        least += 1
