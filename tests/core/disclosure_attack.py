"""Somebody who wants to work hidden counts out: linear programming over all that is known."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, kron
from scipy.sparse import eye as identity

from app.core.disclosure import Count, Sum

MOST = 10_000
"""Stands for "as many as you like"."""


def ranges(
    counts: Mapping[str, Count], sums: Sequence[Sum[str]], hidden: set[str], wanted: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """The lowest and the highest each wanted count can be, for one who knows every shown count
    exactly, that hidden ones are at least 1, and the sums.

    All questions are put at once, each to a copy of the same equations of its own.
    """
    if not wanted:
        return {}
    place = {key: number for number, key in enumerate(counts)}
    rows = np.zeros((len(sums), len(counts)))
    for number, one in enumerate(sums):
        rows[number, place[one.total]] = 1
        for part in one.parts:
            rows[number, place[part]] -= 1
    bounds = [_known(one, key in hidden) for key, one in counts.items()]
    goals = [(place[key], sign) for key in wanted for sign in (1, -1)]
    objective = np.zeros(len(goals) * len(counts))
    for copy, (number, sign) in enumerate(goals):
        objective[copy * len(counts) + number] = sign
    found = linprog(
        objective,
        A_eq=kron(identity(len(goals)), csr_matrix(rows), format="csr") if sums else None,
        b_eq=np.zeros(len(goals) * len(sums)) if sums else None,
        bounds=bounds * len(goals),
    )
    assert found.status == 0, found.message
    reached = [found.x[copy * len(counts) + number] for copy, (number, _) in enumerate(goals)]
    return {key: (reached[2 * n], reached[2 * n + 1]) for n, key in enumerate(wanted)}


def _known(count: Count, is_hidden: bool) -> tuple[int, int]:
    assert count.value is not None
    if not count.published:
        return 0, MOST
    return (1, MOST) if is_hidden else (count.value, count.value)
