"""What the guard finds, and in which words it says so."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of detail it is."""

    NHS_NUMBER = "nhs-number"
    PUPIL_NUMBER = "pupil-number"
    INSURANCE_NUMBER = "insurance-number"
    BIRTH_DATE = "birth-date"
    CASE_NUMBER = "case-number"
    NAME = "name"
    ADDRESS = "address"
    CONTACT = "contact"


class Sight(NamedTuple):
    """A place in a text and what a rule makes of it."""

    kind: Kind
    start: int
    end: int
    certain: bool = False


@dataclass(frozen=True)
class Finding:
    """A detail that could identify a child: text[start:end] is `excerpt`.

    `certain`: it cannot be anything else (a check digit fits, or it carries its own label), so it
    has to go. `words` says in plain English what was seen and what to write instead.
    """

    kind: Kind
    start: int
    end: int
    excerpt: str
    certain: bool
    words: str


# What it is when certain, what it looks like otherwise, what to do.
_WORDS: dict[Kind, tuple[str, str, str]] = {
    Kind.NHS_NUMBER: ("is an NHS number", "looks like an NHS number", "Take it out"),
    Kind.PUPIL_NUMBER: (
        "is a unique pupil number",
        "looks like a unique pupil number",
        "Take it out",
    ),
    Kind.INSURANCE_NUMBER: (
        "is a National Insurance number",
        "looks like a National Insurance number",
        "Take it out",
    ),
    Kind.BIRTH_DATE: (
        "is a date of birth",
        "looks like a date of birth",
        "Write an age group instead, such as “under 5”",
    ),
    Kind.CASE_NUMBER: (
        "is a case number",
        "looks like a case number",
        "Write “one case” or “case A” instead",
    ),
    Kind.NAME: (
        "names a child or relative",
        "looks like the name of a child or relative",
        "Write “a child”, “the mother” or “one family” instead",
    ),
    Kind.ADDRESS: (
        "is a home address",
        "looks like a home address",
        "Leave it out, or name only the authority",
    ),
    Kind.CONTACT: (
        "is how to reach a family",
        "looks like a way to reach a family",
        "Take it out",
    ),
}
_LONGEST_QUOTE = 60
BETWEEN_SENTENCES = re.compile(r"[.!?;] |\.?\n")


class _Folding(dict[int, str]):
    """Characters that look alike become one, each by exactly one: places in the text stay."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isdecimal():
            return str(unicodedata.decimal(char))
        match unicodedata.category(char):
            case "Pd":
                return "-"
            case "Zs" | "Cf":
                return " "
        return "'" if char in "‘’ʼ′＇`´" else char


def fold(text: str) -> str:
    """The text with digits, dashes, spaces and apostrophes of every kind as plain ones."""
    if text.isascii():
        return text.translate({ord("`"): "'", ord("\t"): " "})
    return text.translate(_Folding())


def settled(text: str, sights: Iterable[Sight]) -> tuple[Finding, ...]:
    """The findings; of those that overlap the certain one stays, or else the longer one."""
    kept: list[Sight] = []
    for sight in sorted(sights, key=lambda s: (s.start, -s.end)):
        if kept and sight.start < kept[-1].end:
            if _weight(sight) > _weight(kept[-1]):
                kept[-1] = sight
        else:
            kept.append(sight)
    return tuple(_finding(text, sight) for sight in kept)


def _weight(sight: Sight) -> tuple[bool, int]:
    return sight.certain, sight.end - sight.start


def _finding(text: str, sight: Sight) -> Finding:
    excerpt = text[sight.start : sight.end]
    sure, unsure, instead = _WORDS[sight.kind]
    quoted = " ".join(excerpt.split())
    if len(quoted) > _LONGEST_QUOTE:
        quoted = quoted[:_LONGEST_QUOTE].rstrip() + "…"
    words = f"“{quoted}” {sure if sight.certain else unsure}. {instead}"
    return Finding(sight.kind, sight.start, sight.end, excerpt, sight.certain, words)
