"""Which counts to hide so that no small one can be worked out from the others.

A small count is safe where other tables, with the same shown counts and the same sums, hold other
numbers in its place. So a second table is built from the first one: the small count is moved by
one, a sum that is no longer right is put right by another hidden count, and so on until all sums
hold again. Where the hidden ones do not suffice, the cheapest others are hidden too. Each small
count ends with a pair of tables that hold numbers in its place as far apart as is asked for; that
is the proof, and hiding more never spoils it.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Move = dict[int, int]
"""By how much, 1 or −1, each cell of a table changes; by position."""
Wrong = dict[int, int]
"""By how much each sum that is wrong is wrong, the one that went wrong last at the end."""


@dataclass(frozen=True)
class Sum(Generic[Key]):
    """One count is the sum of others."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Cell:
    """A count, and whether it is shown to anybody unless it is hidden."""

    value: int
    published: bool


def suppressed(
    cells: Mapping[Key, Cell], sums: Sequence[Sum[Key]], threshold: int
) -> frozenset[Key]:
    """The published counts to hide; ValueError where the counts are negative or do not add up."""
    order = sorted(cells, key=lambda key: (cells[key].value, str(key)))
    place = {key: number for number, key in enumerate(order)}
    for one in sums:
        if missing := {one.total, *one.parts} - set(cells):
            raise ValueError(f"{sorted(map(str, missing))} are added up but not known.")
        if cells[one.total].value != sum(cells[part].value for part in one.parts):
            raise ValueError(f"{one.total!r} is not the sum of its parts.")
    if order and cells[order[0]].value < 0:
        raise ValueError(f"{order[0]!r} is negative.")
    equations = [{place[one.total]: 1} | {place[part]: -1 for part in one.parts} for one in sums]
    table = _Table([cells[key] for key in order], equations, threshold)
    table.protect()
    return frozenset(order[number] for number in table.hidden)


class _Table:
    """The counts by size, their sums (coefficients that add to 0), and what is hidden."""

    def __init__(self, cells: list[Cell], equations: list[Move], threshold: int) -> None:
        self.cells, self.equations, self.threshold = cells, equations, threshold
        self.small = [
            number
            for number, cell in enumerate(cells)
            if cell.published and 0 < cell.value <= threshold
        ]
        self.hidden = set(self.small)
        self.least = [cell.value for cell in cells]  # in all tables built so far
        self.highest = [cell.value for cell in cells]
        self.within: list[list[int]] = [[] for _ in cells]
        for number, equation in enumerate(equations):
            for cell in equation:
                self.within[cell].append(number)
        self.free = [[cell for cell in one if self.cost(cell) == 0] for one in equations]

    def protect(self) -> None:
        """Hide more until each small count has its proof."""
        for small in self.small:
            self._widen(small, -1, may_hide=False)
            self._widen(small, 1, may_hide=True)
            if self._lacks(small):
                self._hide_around(small)

    def _lacks(self, small: int) -> int:
        """By how much the numbers that tables hold in its place are too near to each other."""
        return max(self.threshold - 1 - (self.highest[small] - self.least[small]), 0)

    def _widen(self, small: int, way: int, *, may_hide: bool) -> None:
        """Move a small count up (1) or down (−1), as far as it lacks and can be."""
        values = [cell.value for cell in self.cells]
        seen = self.highest[small] if way > 0 else self.least[small]
        left = self._lacks(small) and self._lacks(small) + abs(seen - values[small])
        while left:
            move = _Search(self, values, may_hide=False).find(small, way)
            if move is None and may_hide:
                move = _Search(self, values, may_hide=True).find(small, way)
            if move is None:
                return
            self._hide(move)
            falls = [values[cell] - self.lowest(cell) for cell, by in move.items() if by < 0]
            steps = min([left, *falls])
            for cell, by in move.items():
                values[cell] += by * steps
                self.least[cell] = min(self.least[cell], values[cell])
                self.highest[cell] = max(self.highest[cell], values[cell])
            left -= steps

    def lowest(self, cell: int) -> int:
        """What a hidden count is known to be at least: 0 is never hidden, so 1."""
        return 1 if self.cells[cell].published else 0

    def cost(self, cell: int) -> int | None:
        """What it costs to let a cell move: nothing where it is not shown, None for a shown 0."""
        if cell in self.hidden or not self.cells[cell].published:
            return 0
        return self.cells[cell].value or None

    def _hide_around(self, small: int) -> None:
        """Hide everything that is linked to a count by sums: always enough, and the last resort."""
        reached, waiting = {small}, [small]
        while waiting:
            for equation in self.within[waiting.pop()]:
                found = set(self.equations[equation]) - reached
                reached |= found
                waiting += found
        self._hide(cell for cell in reached if self.cost(cell))

    def _hide(self, cells: Iterable[int]) -> None:
        for cell in cells:
            if self.cost(cell):
                self.hidden.add(cell)
                for equation in self.within[cell]:
                    self.free[equation].append(cell)


class _Search:
    """The cheapest move that changes one count and keeps every sum right."""

    def __init__(self, table: _Table, values: Sequence[int], *, may_hide: bool) -> None:
        self.table, self.values, self.may_hide = table, values, may_hide
        self.waiting: list[tuple[int, int, int, Move, Wrong]] = []
        self.numbers = count()  # among equals, the one found first
        self.cheapest: dict[frozenset[tuple[int, int]], int] = {}

    def find(self, start: int, way: int) -> Move | None:
        """The move; None where there is none."""
        if self._room(start, way):
            self._reach(0, {start: way}, self._after({}, start, way))
        while self.waiting:
            cost, _, _, move, wrong = heappop(self.waiting)
            if not wrong:
                return move
            for cell, by, extra in self._repairs(move, wrong):
                further, after = move | {cell: by}, self._after(wrong, cell, by)
                if not after and not extra:
                    return further
                self._reach(cost + extra, further, after)
        return None

    def _reach(self, cost: int, move: Move, wrong: Wrong) -> None:
        """Keep a move to go on with, unless one as cheap left the same sums wrong."""
        state = frozenset(wrong.items())
        known = self.cheapest.get(state)
        if known is None or cost < known:
            self.cheapest[state] = cost
            heappush(self.waiting, (cost, len(move), next(self.numbers), move, wrong))

    def _after(self, wrong: Wrong, cell: int, by: int) -> Wrong:
        after = dict(wrong)
        for equation in self.table.within[cell]:
            off = after.pop(equation, 0) + by * self.table.equations[equation][cell]
            if off:
                after[equation] = off
        return after

    def _repairs(self, move: Move, wrong: Wrong) -> Iterator[tuple[int, int, int]]:
        """The cells that can put right the sum that went wrong last, by how much, at what cost."""
        equation, off = next(reversed(wrong.items()))
        coefficients = self.table.equations[equation]
        for cell in coefficients if self.may_hide else self.table.free[equation]:
            cost = self.table.cost(cell)
            by = -coefficients[cell] if off > 0 else coefficients[cell]
            if cost is not None and cell not in move and self._room(cell, by):
                yield cell, by, cost

    def _room(self, cell: int, by: int) -> bool:
        return by > 0 or self.values[cell] > self.table.lowest(cell)
