"""How far two auditors of the same cases agree.

Item agreement is the share of items both judged alike, "not reached" included. Kappa takes out what
chance alone would give. It is weighted linearly: on the scale 0, 1, 2 a score one apart counts
half, two apart not at all. It is reported from 20 pairs of scores on; pairs of one case hang
together, so it is a guide and no more.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.quality.rules.fidelity import Scores

FEWEST_PAIRS = 20
WANTED = 80  # per cent of items alike


@dataclass(frozen=True)
class Agreement:
    """Of the cases with two audits: how many, items alike in per cent, kappa and its pairs.

    `percent` is None without such a case; `kappa` with fewer than 20 pairs of scores, and where
    all scores are the same, for which it does not exist.
    """

    cases: int
    items: int
    percent: Fraction | None
    pairs: int
    kappa: Fraction | None


def agreement(cases: Sequence[tuple[Scores, Scores]], points: Sequence[int]) -> Agreement:
    """`cases` are the first and the second audit of each; `points` the scale, lowest first."""
    both = [
        (first[id], second[id])
        for first, second in cases
        for id in first
        if id in second and not (first[id] is None and second[id] is None)
    ]
    pairs = [(a, b) for a, b in both if a is not None and b is not None]
    alike = sum(a == b for a, b in both)
    enough = len(pairs) >= FEWEST_PAIRS
    return Agreement(
        cases=len(cases),
        items=len(both),
        percent=Fraction(100 * alike, len(both)) if both else None,
        pairs=len(pairs),
        kappa=weighted_kappa(pairs, points) if enough else None,
    )


def weighted_kappa(pairs: Sequence[tuple[int, int]], points: Sequence[int]) -> Fraction | None:
    """Cohen's kappa with linear weights; None where chance alone would agree wholly, as when both
    give one score only."""
    n, widest = len(pairs), points[-1] - points[0]
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    apart = Fraction(sum(abs(a - b) for a, b in pairs), 1)
    by_chance = Fraction(
        sum(abs(a - b) * first[a] * second[b] for a in points for b in points), n or 1
    )
    if not n or not widest or not by_chance:
        return None
    return 1 - apart / by_chance


def in_words(kappa: Fraction) -> str:
    """How strong an agreement is called, after Altman (1991)."""
    for above, words in ((8, "very good"), (6, "good"), (4, "moderate"), (2, "fair")):
        if kappa > Fraction(above, 10):
            return words
    return "poor"
