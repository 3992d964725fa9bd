"""Early warning: twelve signals, the points they make, and the level they point to.

What is not known adds nothing to the points and is counted apart. Type of contract, funding and
inspection grade are no part of this: the evaluation of 2018 found no pattern in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Ground, Signal
from app.indicators.rules.say import counted
from app.indicators.rules.signals import SIGNS
from app.sites.rules.levels import Level

BLIND_FROM = 4  # signals without enough data
MOST_NAMED = 3  # signals that a reason names
WATCH_FROM, CONCERN_FROM, ACUTE_FROM = 4, 8, 13
GRAVE = ("F1", "F3", "F6")  # any two of them at 2 are a concern
LETHAL = ("F1", "F3")  # both at 2 are acute


class Answer(StrEnum):
    """What somebody of the NSPCC says to a signal."""

    ACTION = "action"
    NOT_CONCERNED = "not-concerned"
    DATA_ERROR = "data-error"

    @property
    def label(self) -> str:
        """As people choose it."""
        return _ANSWERS[self]


_ANSWERS = {
    Answer.ACTION: "We are doing something about it",
    Answer.NOT_CONCERNED: "We are not concerned, because …",
    Answer.DATA_ERROR: "The data is wrong",
}


@dataclass(frozen=True)
class Warning:
    """What the signals say of a site on a day; `level` is what they point to, before any patience.

    `blind` says that too many signals lack data for the level to be trusted.
    """

    on: date
    signals: tuple[Signal, ...]
    points: int
    level: Level
    not_known: int

    @property
    def blind(self) -> bool:
        """Whether at least four signals lack data."""
        return self.not_known >= BLIND_FROM

    @property
    def raised(self) -> tuple[Signal, ...]:
        """The signals above 0, the gravest first."""
        return tuple(sorted((one for one in self.signals if one.grade), key=lambda one: -one.grade))

    @property
    def reason(self) -> str:
        """Why, in plain words: a sentence for each of the gravest signals, and how many more."""
        said, more = self.raised[:MOST_NAMED], len(self.raised) - MOST_NAMED
        if not said:
            return "No signal counts at present."
        rest = f" {counted(more, 'more sign').capitalize()} beside." if more > 0 else ""
        return " ".join(one.words for one in said) + rest

    @property
    def marks(self) -> str:
        """One letter a signal: 0, 1, 2, "?" for not known, "-" for not asked yet."""
        return "".join(one.mark for one in self.signals)


def warn(facts: SiteFacts, wrong: frozenset[str] = frozenset()) -> Warning:
    """The signals of a site; `wrong` are codes whose data is known to be wrong, so not known."""
    signals = tuple(
        sign(facts) if code not in wrong else _set_aside(sign(facts))
        for code, sign in SIGNS.items()
    )
    grades = {one.code: one.grade for one in signals}
    points = sum(grades.values())
    return Warning(
        on=facts.on,
        signals=signals,
        points=points,
        level=level_of(points, grades),
        not_known=sum(one.ground is Ground.NOT_KNOWN for one in signals),
    )


def _set_aside(found: Signal) -> Signal:
    return Signal.unknown(found.code, "The data behind it is marked as wrong.", found.as_of)


def level_of(points: int, grades: Mapping[str, int]) -> Level:
    """The level that so many points, and these signals among them, point to."""
    grave = sum(grades.get(code, 0) == 2 for code in GRAVE)
    if points >= ACUTE_FROM or all(grades.get(code, 0) == 2 for code in LETHAL):
        return Level.ACUTE
    if points >= CONCERN_FROM or grave >= 2:
        return Level.CONCERN
    return Level.WATCH if points >= WATCH_FROM else Level.STEADY


def is_worse(one: Level, than: Level | None) -> bool:
    """Whether a level is graver; anything but steady is graver than none."""
    order = list(Level)
    return order.index(one) < order.index(than or Level.STEADY)
