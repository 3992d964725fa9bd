"""What audits of cases come to: one case, and a round of them.

All arithmetic is exact (fractions). A case counts its first audit; a second one only shows how far
two people agree. Below five cases no figure is given (`FEWEST`): not of the round, and not of a
part that fewer cases came to. Quartiles are those of linear interpolation between the cases (the
inclusive method, as spreadsheets have it).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.instruments.rules import (
    Answer,
    AnswerKind,
    Instrument,
    Item,
    ItemAnswers,
    Result,
    score_instrument,
)
from app.quality.rules.audits import FEWEST
from app.quality.rules.components import Component

HIGH = 80  # per cent: the framework is followed closely
PASSED = 1  # a critical item passes from this score on
Scores = Mapping[str, int | None]  # item -> score; None: its stage was not reached


@dataclass(frozen=True)
class Part:
    """A component, stage or item over the cases it applied to. `percent` is the points given of
    those possible, `passed` the share of cases at 1 or 2; None with fewer than five cases."""

    id: str
    label: str
    cases: int
    percent: Fraction | None
    passed: Fraction | None
    critical: bool = False


@dataclass(frozen=True)
class RoundResult:
    """What the first audits of a round's cases come to. Percentages are 0 to 100; None below five
    cases, as are `high` (cases at 80% or more) and `grades` (grade -> cases)."""

    n: int
    median: Fraction | None
    lower: Fraction | None
    upper: Fraction | None
    high: int | None
    components: tuple[Part, ...]
    stages: tuple[Part, ...]
    items: tuple[Part, ...]
    grades: Mapping[int, int]

    @property
    def is_enough(self) -> bool:
        """Whether figures are shown at all."""
        return self.n >= FEWEST

    @property
    def lacking(self) -> int:
        """How many more cases figures need."""
        return max(0, FEWEST - self.n)

    @property
    def criticals(self) -> tuple[Part, ...]:
        """The critical items."""
        return tuple(item for item in self.items if item.critical)

    @property
    def to_improve(self) -> tuple[Part, ...]:
        """Items below 80%, weakest first, critical ones before others that are as weak."""
        low = [one for one in self.items if one.percent is not None and one.percent < HIGH]
        return tuple(sorted(low, key=lambda one: (one.percent or 0, not one.critical)))


def scored(instrument: Instrument, scores: Scores) -> Result:
    """One case through the engine. Raises KeyError for an item the version does not have."""
    return score_instrument(
        instrument, {id: ItemAnswers(ratings=(_answer(score),)) for id, score in scores.items()}
    )


def _answer(score: int | None) -> Answer:
    if score is None:
        return Answer(AnswerKind.NOT_APPLICABLE, reason="The stage was not reached")
    return Answer(AnswerKind.SCORE, score)


def case_percent(instrument: Instrument, scores: Scores) -> Fraction | None:
    """Points given of those possible, over the items that apply; None where none does."""
    return scored(instrument, scores).percent


def round_result(
    instrument: Instrument, cases: Sequence[Scores], grades: Iterable[int] = ()
) -> RoundResult:
    """What these cases come to, `grades` being their judgements of quality."""
    percents = [p for one in cases if (p := case_percent(instrument, one)) is not None]
    enough = len(cases) >= FEWEST
    shown = percents if enough else []
    components = [
        _part(c.value, c.label, [i for i in instrument.items if c in i.components], cases)
        for c in Component
    ]
    return RoundResult(
        n=len(cases),
        median=quantile(shown, Fraction(1, 2)),
        lower=quantile(shown, Fraction(1, 4)),
        upper=quantile(shown, Fraction(3, 4)),
        high=sum(p >= HIGH for p in shown) if enough else None,
        components=tuple(part for part in components if part is not None),
        stages=tuple(
            part
            for s in instrument.sections
            if (part := _part(s.id, s.title, s.items, cases)) is not None
        ),
        items=tuple(
            part
            for item in instrument.items
            if (part := _part(item.id, item.text, [item], cases, item.critical)) is not None
        ),
        grades=dict(Counter(grades)) if enough else {},
    )


def _part(
    id: str, label: str, items: Sequence[Item], cases: Sequence[Scores], critical: bool = False
) -> Part | None:
    if not items:
        return None
    given = [
        [score for item in items if (score := case.get(item.id)) is not None] for case in cases
    ]
    applied = [scores for scores in given if scores]
    if len(applied) < FEWEST:
        return Part(id, label, len(applied), None, None, critical)
    points = [score for scores in applied for score in scores]
    passed = sum(min(scores) >= PASSED for scores in applied)
    return Part(
        id,
        label,
        len(applied),
        Fraction(100 * sum(points), 2 * len(points)),
        Fraction(100 * passed, len(applied)),
        critical,
    )


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction | None:
    """The value below which this share lies, interpolated between neighbours; None of none."""
    if not values:
        return None
    ordered, place = sorted(values), share * (len(values) - 1)
    low = int(place)
    if low + 1 >= len(ordered):
        return ordered[-1]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


@dataclass(frozen=True)
class PastRound:
    """A closed round in short, for what is told of several."""

    closed_on: date
    n: int
    median: Fraction | None


def two_strong(rounds: Sequence[PastRound]) -> bool:
    """Whether the two newest rounds (newest last) both reached 80% with enough cases."""
    last = rounds[-2:]
    return len(last) == 2 and all(one.median is not None and one.median >= HIGH for one in last)
