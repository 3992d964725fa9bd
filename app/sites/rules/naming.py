"""Authorities named by people: one on each line, by name or GSS code."""

from collections.abc import Mapping
from dataclasses import dataclass


def names_in(text: str | None) -> list[str]:
    """The lines that hold anything, each trimmed and with single spaces."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return [line for line in lines if line]


@dataclass(frozen=True)
class Directory:
    """Authorities by number, and by case-folded name, official name or code; a key that fits
    several is None."""

    names: Mapping[int, str]
    keys: Mapping[str, int | None]

    def find(self, text: str | None) -> tuple[list[int], list[str]]:
        """The numbers of those named, and for each line that names none, what to do."""
        found: list[int] = []
        lost: list[str] = []
        for line in names_in(text):
            key = line.casefold()
            number = self.keys.get(key)
            if number is not None:
                found.append(number)
            elif key in self.keys:
                lost.append(f"{line[:80]} fits several authorities; enter the GSS code")
            else:
                lost.append(f"{line[:80]} is not in the register; check the spelling")
        return list(dict.fromkeys(found)), lost
