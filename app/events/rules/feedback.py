"""What feedback on an event comes to; nothing is shown of few answers, nor while more can come:
two pictures of it would tell what was answered between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FEWEST = 5  # answers to an item; below it nothing of it is shown
DOES_NOT_APPLY = -1
OPEN_FOR = timedelta(days=14)


@dataclass(frozen=True)
class ItemResult:
    """What was answered to an item. `n` counts scores; mean and shares are None below five."""

    item: str
    n: int
    mean: float | None = None
    agree: int | None = None  # how many gave one of the two highest points


def results(
    items: Sequence[str], points: Sequence[int], tallies: Mapping[tuple[str, int], int]
) -> tuple[ItemResult, ...]:
    """One result an item, in order. `tallies` counts answers by item and score; `points` are those
    of the scale, lowest first."""
    high = set(points[-2:])
    found = []
    for item in items:
        given = {point: tallies.get((item, point), 0) for point in points}
        n = sum(given.values())
        if n < FEWEST:
            found.append(ItemResult(item, n))
            continue
        mean = sum(point * times for point, times in given.items()) / n
        found.append(ItemResult(item, n, mean, sum(given[point] for point in high)))
    return tuple(found)


def feedback_until(ends_at: datetime) -> datetime:
    """When feedback on what ends then closes, and its results are shown."""
    return ends_at + OPEN_FOR


def remarks_are_shown(answered: int, *, is_closed: bool) -> bool:
    """Whether what people wrote is shown: not while it could be told whose it is."""
    return is_closed and answered >= FEWEST
