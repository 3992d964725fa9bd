"""Reads plain parsed data (from YAML or JSON) and names the place of every fault it finds.

The files of the programme use the same reader, so a fault there reads the same way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


class FormatError(ValueError):
    """The data does not follow its format; the message names the place and what to change."""


@dataclass(frozen=True)
class Node:
    """One value and the path that leads to it.

    Readers with a default return it where the key is missing or null; readers without one
    refuse. `error` is the exception class raised, so each format keeps its own.
    """

    value: object
    path: str = ""
    error: type[FormatError] = FormatError

    def fault(self, message: str) -> FormatError:
        """An error that begins with the path of this value."""
        return self.error(f"{self.path or 'the file'} {message}")

    def mapping(self) -> Mapping[str, object]:
        """The value as a mapping whose keys are text (JSON turns numbers into text anyway)."""
        if not isinstance(self.value, Mapping):
            raise self.fault("must be a list of keys with values")
        return {str(key): value for key, value in self.value.items()}

    def only(self, *known: str) -> None:
        """Refuse keys nobody reads: they are nearly always typing mistakes."""
        for key in self.mapping():
            if key not in known:
                raise self.fault(f"has the key '{key}', which is not known here")

    def has(self, key: str) -> bool:
        """True where the key is there and not null."""
        return self.mapping().get(key) is not None

    def child(self, key: str) -> "Node":
        """The value under a key; refused where it is missing or null."""
        found = self.mapping().get(key)
        path = f"{self.path}.{key}" if self.path else key
        if found is None:
            raise self.error(f"{path} is missing")
        return Node(found, path, self.error)

    def each(self, key: str, *, optional: bool = False) -> Iterator["Node"]:
        """The values of a list, in order; an optional list may be missing, no list may be empty."""
        if optional and not self.has(key):
            return
        node = self.child(key)
        if not isinstance(node.value, list | tuple) or not node.value:
            raise node.fault("must be a list with at least one entry")
        for index, value in enumerate(node.value):
            yield Node(value, f"{node.path}[{index}]", self.error)

    def text(self, key: str, default: str | None = None) -> str:
        """Text that is not blank, with the ends trimmed."""
        if default is not None and not self.has(key):
            return default
        return self.child(key).as_text()

    def as_text(self) -> str:
        """This value itself as text that is not blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.fault("must be text (put it in quotation marks if it looks like a number)")
        return " ".join(self.value.split())

    def texts(self, key: str) -> tuple[str, ...]:
        """An optional list of texts; empty where the key is missing."""
        return tuple(node.as_text() for node in self.each(key, optional=True))

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        if default is not None and not self.has(key):
            return default
        node = self.child(key)
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            raise node.fault("must be a whole number")
        return node.value

    def whole_or_none(self, key: str) -> int | None:
        """A whole number, or None where the key is missing."""
        return self.whole(key) if self.has(key) else None

    def exact(self, key: str) -> Fraction:
        """A number as an exact fraction: 3.5 is seven halves, not the nearest binary number."""
        node = self.child(key)
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise node.fault("must be a number")
        return Fraction(str(node.value))

    def exact_or_none(self, key: str) -> Fraction | None:
        """A number as an exact fraction, or None where the key is missing."""
        return self.exact(key) if self.has(key) else None

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        if not self.has(key):
            return default
        node = self.child(key)
        if not isinstance(node.value, bool):
            raise node.fault("must be true or false")
        return node.value

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One member of an enumeration, by its value."""
        if default is not None and not self.has(key):
            return default
        return self.child(key).as_choice(kind)

    def as_choice(self, kind: type[E]) -> E:
        """This value itself as one member of an enumeration."""
        try:
            return kind(str(self.value))
        except ValueError:
            allowed = ", ".join(kind)
            raise self.fault(f"is '{self.value}'; it must be one of: {allowed}") from None
