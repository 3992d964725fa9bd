"""What an instrument is: plain frozen values that carry every questionnaire of the portal.

Parsing is in `parsing`, scoring in `scoring`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.instruments.rules.choices import Choice, Quiz
from app.instruments.rules.reading import FormatError


class InstrumentError(FormatError):
    """An instrument does not follow the format; the message names the place of the fault."""


class Kind(StrEnum):
    """What an instrument is used for; only self-assessments are opened as rounds of a site."""

    SELF_ASSESSMENT = "self-assessment"
    SURVEY = "survey"
    AUDIT = "audit"
    QUIZ = "quiz"


class Method(StrEnum):
    """How answers become a section's score."""

    MEAN = "mean"
    PERCENT_OF_MAXIMUM = "percent-of-maximum"


class Total(StrEnum):
    """What the total is taken over: every section weighs the same, or every item does."""

    MEAN_OF_SECTIONS = "mean-of-sections"
    ALL_ITEMS = "all-items"


class NotKnown(StrEnum):
    """What "we do not know yet" does to a score."""

    LEFT_OUT = "left-out"
    ZERO = "zero"


class Indicator(StrEnum):
    """The six indicators of the Hexagon (NIRN, 2018) an item can speak to."""

    NEED = "need"
    FIT = "fit"
    CAPACITY = "capacity"
    EVIDENCE = "evidence"
    USABILITY = "usability"
    SUPPORTS = "supports"


class Driver(StrEnum):
    """The implementation drivers (NIRN) a section can be read under."""

    LEADERSHIP = "leadership"
    COMPETENCY = "competency"
    DATA = "data"
    FACILITATIVE_ADMINISTRATION = "facilitative-administration"
    SYSTEMS = "systems"


class FactKind(StrEnum):
    """How a fact that is not scored is answered."""

    YES_NO = "yes-no"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True)
class Point:
    """One point of the scale, with its general meaning in words."""

    value: int
    label: str


@dataclass(frozen=True)
class Scale:
    """The points of an instrument and the answers allowed beside them."""

    points: tuple[Point, ...]
    not_known: bool
    not_applicable: bool
    consensus_spread: int | None

    @property
    def lowest(self) -> int:
        """The lowest score that can be given."""
        return self.points[0].value

    @property
    def highest(self) -> int:
        """The highest score that can be given."""
        return self.points[-1].value

    def holds(self, score: int) -> bool:
        """True where the score is one of the points."""
        return any(point.value == score for point in self.points)


@dataclass(frozen=True)
class Suggestion:
    """What to do about a gap: the text of an action and the usual time for it in days."""

    text: str
    days: int


@dataclass(frozen=True)
class Item:
    """One statement to be judged, or a question of a quiz with its `choices`. `anchors` are
    (point, words) pairs; empty: the general ones."""

    id: str
    text: str
    hint: str
    evidence: str
    critical: bool
    anchors: tuple[tuple[int, str], ...]
    hexagon: tuple[Indicator, ...]
    components: tuple[str, ...]
    suggestion: Suggestion | None
    auto_filled: str | None
    choices: tuple[Choice, ...] = ()

    def meaning(self, scale: Scale) -> tuple[Point, ...]:
        """The points of the scale in this item's own words, or in the general ones."""
        own = dict(self.anchors)
        return tuple(Point(p.value, own.get(p.value, p.label)) for p in scale.points)


@dataclass(frozen=True)
class Section:
    """Items that belong together and share a score."""

    id: str
    title: str
    intro: str
    driver: Driver | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Band:
    """A name for a range of the total: from this percentage up to the next band."""

    code: str
    label: str
    meaning: str
    from_percent: Fraction


@dataclass(frozen=True)
class Cap:
    """So many critical items at or below a score keep the band at this one at best."""

    at_or_below: int
    count: int
    band: str


@dataclass(frozen=True)
class Outcome:
    """One answer of the decision guide and what it asks for; the last outcome asks for nothing.

    Critical items must reach `criticals`, except `exceptions` of them, which must still reach
    `exception_floor`.
    """

    code: str
    label: str
    meaning: str
    overall: Fraction | None
    every_section: Fraction | None
    criticals: int | None
    exceptions: int
    exception_floor: int | None


@dataclass(frozen=True)
class Scoring:
    """How an instrument is scored. Percentages are 0 to 100.

    `bands` name the total, `section_bands` each section; both are best first.
    """

    method: Method
    total: Total
    not_known: NotKnown
    minimum_answered_percent: Fraction | None
    unsupported_from: int | None
    find_out_first_percent: Fraction | None
    gap_below: int | None
    bands: tuple[Band, ...]
    section_bands: tuple[Band, ...]
    caps: tuple[Cap, ...]
    guide: tuple[Outcome, ...]


@dataclass(frozen=True)
class Respondent:
    """A role that is asked to answer."""

    code: str
    label: str
    optional: bool


@dataclass(frozen=True)
class Quorum:
    """How many raters from how many roles make a round worth revealing (a warning, not a wall)."""

    raters: int
    roles: int


@dataclass(frozen=True)
class Fact:
    """A question beside the items that is never scored."""

    id: str
    text: str
    kind: FactKind
    hint: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class DecisionOption:
    """One thing a person can decide on a result; `asks_date`: it is nothing without a date."""

    code: str
    label: str
    meaning: str
    asks_date: bool = False


@dataclass(frozen=True)
class ItemMap:
    """Which items ask the same as items of an earlier version: (id here, id there) pairs."""

    version: int
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Instrument:
    """One version of a questionnaire. `minutes` is the time one respondent needs.

    `after` are codes of instruments that should be signed off before this one is.
    """

    code: str
    version: int
    title: str
    short_title: str
    purpose: str
    for_whom: str
    minutes: int
    respondents: tuple[Respondent, ...]
    quorum: Quorum
    scale: Scale
    sections: tuple[Section, ...]
    scoring: Scoring
    facts: tuple[Fact, ...]
    kind: Kind
    decisions: tuple[DecisionOption, ...]
    after: tuple[str, ...]
    comparable: ItemMap | None
    quiz: Quiz | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in order."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def by_id(self) -> Mapping[str, Item]:
        """Every item under its id."""
        return {item.id: item for item in self.items}

    def section_of(self, item_id: str) -> Section:
        """The section an item belongs to; KeyError where the instrument has no such item."""
        for section in self.sections:
            if any(item.id == item_id for item in section.items):
                return section
        raise KeyError(item_id)
