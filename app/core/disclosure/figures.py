"""What may be shown of a number: itself, rounded, or a symbol in its place."""

from dataclasses import dataclass
from enum import StrEnum


class Symbol(StrEnum):
    """What stands where no number may, as official statistics write it."""

    CONFIDENTIAL = "c"
    NOT_APPLICABLE = "z"
    NOT_AVAILABLE = "x"
    ROUNDS_TO_ZERO = "k"

    @property
    def reason(self) -> str:
        """Why there is no number. A small one and one that would give a small one away have the
        same reason, because telling them apart would help to work them out."""
        return _REASONS[self]


_REASONS = {
    Symbol.CONFIDENTIAL: "Too small to share, or would give away a number that is",
    Symbol.NOT_APPLICABLE: "Does not apply",
    Symbol.NOT_AVAILABLE: "Not known",
    Symbol.ROUNDS_TO_ZERO: "Rounds to 0 but is not 0",
}


@dataclass(frozen=True)
class Shown:
    """A number that may be shown, rounded already; `unit` such as "%"."""

    value: int
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.value:,}{self.unit}"


@dataclass(frozen=True)
class Hidden:
    """No number, and the symbol that says why."""

    symbol: Symbol

    def __str__(self) -> str:
        return self.symbol.value


Figure = Shown | Hidden
