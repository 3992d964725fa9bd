"""What scoring gives back. Scores are exact fractions; `shown` turns one into text.

Every comparison with a threshold is made on the exact value. What is shown is cut, never rounded
up: 3.46 is shown as 3.4, so no figure on a page reaches a threshold that the score does not.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.instruments.rules.answers import AnswerKind
from app.instruments.rules.format import Band, Indicator, Outcome


def shown(value: Fraction | None, places: int = 1) -> str:
    """A score or percentage (not negative) as text, cut after `places` decimals; None is a dash."""
    if value is None:
        return "–"
    whole, rest = divmod(value.numerator * 10**places // value.denominator, 10**places)
    return f"{whole}.{rest:0{places}d}" if places else str(whole)


def shown_score(value: Fraction | None) -> str:
    """An item's score as text: whole scores without decimals, medians between points with one."""
    return shown(value, 0 if value is not None and value.denominator == 1 else 1)


@dataclass(frozen=True)
class Unknown:
    """Something to find out: the item, who finds out, and by when."""

    item_id: str
    owner: str
    due_on: date | None


@dataclass(frozen=True)
class ItemResult:
    """One item scored.

    `score` is what was said (None where nothing was scored); `counted` is what entered the
    section (zero for "we do not know yet" where the instrument says so).
    """

    id: str
    critical: bool
    kind: AnswerKind
    score: Fraction | None
    counted: Fraction | None
    agreed: bool
    raters: int
    spread: int | None
    needs_consensus: bool
    unsupported: bool
    gap: bool


@dataclass(frozen=True)
class SectionResult:
    """One section scored: `mean` in points of the scale, `percent` of the way up the scale.

    `applicable` leaves out what does not apply; `answered` are the items with a score. Mean and
    percent are None where too few are answered, and so is the band, which only instruments with
    bands for their sections give.
    """

    id: str
    title: str
    mean: Fraction | None
    percent: Fraction | None
    band: Band | None
    answered: int
    applicable: int
    total: int
    not_known: int
    not_known_percent: Fraction
    find_out_first: bool


@dataclass(frozen=True)
class Decision:
    """What the decision guide suggests, why, and the critical items that need a dated action.

    It never decides: a person records the decision and the reason.
    """

    outcome: Outcome
    reasons: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class BandResult:
    """The band after caps, the band before them, and in words why it was capped."""

    band: Band
    before_caps: Band
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorScore:
    """The mean of the scored items that speak to one Hexagon indicator."""

    indicator: Indicator
    mean: Fraction | None
    items: int


@dataclass(frozen=True)
class Result:
    """One use of an instrument, scored. Lists hold item ids in the instrument's order."""

    code: str
    version: int
    items: tuple[ItemResult, ...]
    sections: tuple[SectionResult, ...]
    overall: Fraction | None
    percent: Fraction | None
    band: BandResult | None
    decision: Decision | None
    unknown: tuple[Unknown, ...]
    unsupported_percent: Fraction

    @property
    def enough_data(self) -> bool:
        """True where there is an overall score at all."""
        return self.overall is not None

    @property
    def unsupported(self) -> tuple[str, ...]:
        """High scores that nobody backed with evidence."""
        return tuple(item.id for item in self.items if item.unsupported)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Items nobody has answered yet."""
        return tuple(item.id for item in self.items if item.kind is AnswerKind.UNANSWERED)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Items whose score is low enough to suggest an action."""
        return tuple(item.id for item in self.items if item.gap)

    @property
    def criticals(self) -> tuple[ItemResult, ...]:
        """The critical items."""
        return tuple(item for item in self.items if item.critical)
