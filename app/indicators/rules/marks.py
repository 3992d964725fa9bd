"""What a signal or a component says: a grade with its ground, words, date and number."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ground(StrEnum):
    """What a reading rests on."""

    KNOWN = "known"
    NOT_KNOWN = "not-known"
    NOT_YET = "not-yet"

    @property
    def label(self) -> str:
        """As a badge says it."""
        return {"known": "Known", "not-known": "Not enough data", "not-yet": "Not asked yet"}[
            self.value
        ]


@dataclass(frozen=True)
class Signal:
    """One signal of early warning: `grade` 0 none, 1 watch, 2 signal; 0 where nothing is known.

    `n` is how many rows it rests on, `as_of` the latest day of them; `value` the number compared.
    """

    code: str
    grade: int
    ground: Ground
    words: str
    as_of: date | None = None
    n: int | None = None
    value: float | None = None

    @classmethod
    def known(
        cls,
        code: str,
        grade: int,
        words: str,
        as_of: date | None,
        *,
        n: int | None = None,
        value: float | None = None,
    ) -> "Signal":
        """One that is known."""
        return cls(code, grade, Ground.KNOWN, words, as_of, n, value)

    @classmethod
    def unknown(cls, code: str, words: str, as_of: date | None = None) -> "Signal":
        """One with not enough data."""
        return cls(code, 0, Ground.NOT_KNOWN, words, as_of)

    @classmethod
    def not_yet(cls, code: str, words: str) -> "Signal":
        """One that is not asked at this point of the journey."""
        return cls(code, 0, Ground.NOT_YET, words)

    @property
    def mark(self) -> str:
        """One letter for it."""
        return {Ground.NOT_KNOWN: "?", Ground.NOT_YET: "-"}.get(self.ground, str(self.grade))


class Colour(StrEnum):
    """How a component of sustainability stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def label(self) -> str:
        """As people say it beside the colour."""
        return {"green": "Strong", "amber": "Fair", "red": "Weak"}[self.value]


@dataclass(frozen=True)
class Component:
    """One component of sustainability. `colour` is None where it is not known, not asked yet, or
    context and no score; `shown` is the value as people read it."""

    code: str
    ground: Ground
    colour: Colour | None
    shown: str
    words: str
    as_of: date | None = None
    n: int | None = None
    value: float | None = None

    @property
    def mark(self) -> str:
        """One letter for it: g, a, r, "?" for not known, "-" for not asked or no score."""
        if self.ground is Ground.NOT_KNOWN:
            return "?"
        return self.colour.value[0] if self.colour else "-"
