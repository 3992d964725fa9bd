"""The guard takes time in proportion to the text, whatever stands in it.

Counted, not timed: patterns repeat a bounded number of times, so each place of a text costs a
bounded search; and a text twice as long takes about twice as many calls.
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

import app.core.guard as guard

_parser: Any = importlib.import_module("re._parser")
_MOST_REPEATS = 250
# Never fails once it has begun: letters, then joined letters, then an apostrophe or none.
UNBOUNDED = {"app.core.guard.names._TOKEN"}
AWKWARD = [
    "1", "1 ", "case 1", "Jayden ", "mum ", "Mr ", "-", "a'", "a@", "a.", "12 Aa ", "1 Aaaa Bbbb ",
    "ref: A/1", "é–", "dob ", "born 1.", "Ja's ", "NHS ", "A", "1/", "http://", "/1-", "Ava (",
    "A1", "the child, ", "Mum Tyler ", "\n", "Tyler's mum. ", "LCS 123456 ", "flat 1, ",
    "07700 900123 ",
]  # fmt: skip


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.iter_modules(guard.__path__, "app.core.guard."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name}.{name}", value


def _repeats(node: Any) -> Iterator[int]:
    """The upper bounds of all repetitions in a parsed pattern."""
    if isinstance(node, _parser.SubPattern | list | tuple):
        for part in node:
            if isinstance(part, tuple) and len(part) == 2 and "REPEAT" in str(part[0]):
                yield int(part[1][1])
            yield from _repeats(part)


def test_every_pattern_repeats_a_bounded_number_of_times() -> None:
    patterns = dict(_patterns())
    assert len(patterns) > 15
    unbounded = {
        name
        for name, pattern in patterns.items()
        if max(_repeats(_parser.parse(pattern.pattern, pattern.flags)), default=0) > _MOST_REPEATS
    }
    assert unbounded == UNBOUNDED


def _calls(text: str) -> int:
    """How many calls and returns looking at a text takes."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        guard.look(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", AWKWARD)
def test_a_text_twice_as_long_takes_twice_the_calls(unit: str) -> None:
    once, twice = ((unit * length)[:length] for length in (2_000, 4_000))
    assert _calls(twice) <= 2.1 * _calls(once) + 100


@pytest.mark.parametrize("unit", ["-", "a.", "1/", "Jayden "])
def test_a_hundred_thousand_characters_are_looked_at(unit: str) -> None:
    text = (unit * 100_000)[:100_000] + " NHS number 943 476 5919"
    assert guard.look(text)[-1].certain
