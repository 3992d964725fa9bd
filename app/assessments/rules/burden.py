"""How long answering takes, from measured minutes; nobody's own time is told from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

FEWEST = 5  # people: with fewer, a figure would be somebody's own


@dataclass(frozen=True)
class Burden:
    """Minutes of `people` who handed in: the middle, and what nine in ten stayed within.

    Both are whole minutes, and None below FEWEST people.
    """

    people: int = 0
    median: int | None = None
    p90: int | None = None

    @property
    def is_known(self) -> bool:
        """True where enough people were measured."""
        return self.median is not None

    @property
    def words(self) -> str:
        """For whoever is about to begin; empty where too few were measured."""
        if self.median is None:
            return ""
        return (
            f"People took {_minutes(self.median)} (middle of {self.people} people); "
            f"9 in 10 were done within {self.p90}."
        )


def burden_of(minutes: Sequence[int]) -> Burden:
    """Measured minutes, one number for each person, summed up.

    The 90th percentile is the nearest rank (the smallest value that nine in ten do not exceed), so
    that it is always a time somebody took. A median between two is rounded up.
    """
    if len(minutes) < FEWEST:
        return Burden(len(minutes))
    ordered, number = sorted(minutes), len(minutes)
    middle = ceil((ordered[(number - 1) // 2] + ordered[number // 2]) / 2)
    return Burden(number, middle, ordered[(9 * number + 9) // 10 - 1])


def _minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"
