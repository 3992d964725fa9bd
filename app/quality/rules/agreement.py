"""How far two auditors of the same cases agree.

Item agreement is the share of items both judged alike, "not reached" included. Kappa takes out what
chance alone would give. It is weighted linearly: on the scale 0, 1, 2 a score one apart counts
half, two apart not at all. Both are given from 20 pairs of scores in two cases on: how one file was
read says nothing yet of how auditors agree, and pairs of one case hang together.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.quality.rules.fidelity import Scores

FEWEST_CASES, FEWEST_PAIRS = 2, 20
WANTED = 80  # per cent of items alike


@dataclass(frozen=True)
class Agreement:
    """Of the cases with two audits: how many, items alike in per cent, kappa and its pairs.

    Both are None where there is not enough; `kappa` also where all scores are the same, for which
    it does not exist.
    """

    cases: int
    items: int
    percent: Fraction | None
    pairs: int
    kappa: Fraction | None

    @property
    def is_enough(self) -> bool:
        """Whether it says something of auditors, and not only of a file."""
        return self.cases >= FEWEST_CASES and self.pairs >= FEWEST_PAIRS


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
    found = Agreement(len(cases), len(both), None, len(pairs), None)
    if not found.is_enough:
        return found
    percent, kappa = Fraction(100 * alike, len(both)), weighted_kappa(pairs, points)
    return replace(found, percent=percent, kappa=kappa)


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
