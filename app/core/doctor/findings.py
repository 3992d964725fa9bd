"""What the doctor says about one thing."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much it matters."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how it is with something, and what to do if it is not well."""

    level: Level
    about: str
    words: str
    to_do: str = ""

    def __str__(self) -> str:
        line = f"{self.level.value:8} {self.about}: {self.words}"
        return f"{line}. {self.to_do}" if self.to_do else f"{line}."


def ok(about: str, words: str) -> Finding:
    """It is well."""
    return Finding(Level.OK, about, words)


def warning(about: str, words: str, to_do: str) -> Finding:
    """It works, and could be better."""
    return Finding(Level.WARNING, about, words, to_do)


def problem(about: str, words: str, to_do: str) -> Finding:
    """It does not work, or endangers what people entrust to the portal."""
    return Finding(Level.PROBLEM, about, words, to_do)
