"""Disclosure control: what others than its owner may see of counts of children and of cases.

`release` is the one way from counts to what pages, charts, tables, files, mail and interfaces
share. It gives figures, never numbers, so that a raw count cannot be shown by mistake.

Pure: counts in, figures out.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.core.disclosure.figures import Figure, Hidden, Shown, Symbol
from app.core.disclosure.suppression import Cell, Sum, suppressed

__all__ = ["Count", "Figure", "Hidden", "Release", "Shown", "Sum", "Symbol", "margins", "release"]

SMALLEST_THRESHOLD = 5
"""The largest count that is hidden, unless more are; it can be raised but never lowered."""
PROGRAMME = 3
"""Sites from which a total is the programme's and rounded to tens."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Count:
    """A count over so many sites; `value` is None where it is not known.

    `published` is False for a count that nobody is shown but that others are sums of, such as what
    two overlapping views have in common.
    """

    value: int | None
    sites: int = 1
    published: bool = True


@dataclass(frozen=True)
class Release(Generic[Key]):
    """What may be shown of counts that are shared together."""

    figures: Mapping[Key, Figure]
    _exact: Mapping[Key, int]
    _threshold: int

    def __getitem__(self, key: Key) -> Figure:
        return self.figures[key]

    def percent(self, having: Key, of: Key) -> Figure:
        """The share of one published count in another, in whole per cent.

        Hidden where either count is, or what is missing to 100 % is small: a share together with a
        total says as much as the count. It is made from exact counts: that gives nothing away,
        because what is hidden is safe from anybody who knows every shown count exactly.
        """
        for figure in (self.figures[having], self.figures[of]):
            if isinstance(figure, Hidden):
                return figure
        part, whole = self._exact[having], self._exact[of]
        if not whole:
            return Hidden(Symbol.NOT_APPLICABLE)
        if part > whole:
            raise ValueError(f"{having!r} is no part of {of!r}.")
        if 0 < whole - part <= self._threshold:
            return Hidden(Symbol.CONFIDENTIAL)
        if 0 < 200 * part < whole:
            return Hidden(Symbol.ROUNDS_TO_ZERO)
        rounded = (200 * part + whole) // (2 * whole)
        return Shown(min(rounded, 99) if part < whole else 100, "%")


def release(
    counts: Mapping[Key, Count],
    sums: Sequence[Sum[Key]] = (),
    *,
    threshold: int = SMALLEST_THRESHOLD,
) -> Release[Key]:
    """What may be shown of these counts, given together with how they add up.

    0 stays 0; from 1 to `threshold` is hidden; more is rounded to the nearest 5, over three sites
    or more to the nearest 10. Then further counts are hidden, smallest first, until nobody who
    knows all shown counts exactly, the sums and these rules can narrow a small one down to a range
    of fewer than `threshold` whole numbers.

    Everything that one reader can see and set against each other goes into one call, differences
    that matter too: what is released apart is protected apart. Keys need a `str` that stays the
    same, so that the same counts always hide the same cells. ValueError for a threshold below 5, a
    negative count, or sums that do not add up or are of counts that are not known.
    """
    if threshold < SMALLEST_THRESHOLD:
        raise ValueError(f"Counts up to {SMALLEST_THRESHOLD} are always hidden.")
    known = {key: one.value for key, one in counts.items() if one.value is not None}
    cells = {key: Cell(value, counts[key].published) for key, value in known.items()}
    hidden = suppressed(cells, sums, threshold)
    published = {key: one for key, one in counts.items() if one.published}
    figures = {key: _figure(one, key in hidden) for key, one in published.items()}
    return Release(figures, {key: known[key] for key in published if key in known}, threshold)


def margins(rows: Sequence[Key], columns: Sequence[Key], total: Key) -> list[Sum[tuple[Key, Key]]]:
    """How a table adds up: each cell is (row, column), `total` is the name of the last row and of
    the last column. Parts come before what they add up to."""
    every_row, every_column = [*rows, total], [*columns, total]
    across = [Sum((row, total), tuple((row, column) for column in columns)) for row in every_row]
    down = [Sum((total, column), tuple((row, column) for row in rows)) for column in every_column]
    return [*across[:-1], *down, across[-1]]


def _figure(count: Count, is_hidden: bool) -> Figure:
    if count.value is None:
        return Hidden(Symbol.NOT_AVAILABLE)
    if is_hidden:
        return Hidden(Symbol.CONFIDENTIAL)
    step = 10 if count.sites >= PROGRAMME else 5
    return Shown((count.value + step // 2) // step * step)
