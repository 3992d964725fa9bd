"""Who may take the assessment and when again; numbers of certificates."""

import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from app.training.rules.assessment import (
    Opening,
    State,
    Try,
    check_invited,
    check_reason,
    pass_rate,
    standing,
)
from app.training.rules.numbers import ALPHABET, new_number, read_number

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WAIT = timedelta(hours=24)


def one(number: int, days_ago: float, passed: bool | None = False) -> Try:
    at = NOW - days_ago * DAY
    return Try(number, number, at, None if passed is None else at + timedelta(minutes=15), passed)


def state(openings: list[Opening], tries: list[Try]) -> tuple[State, int]:
    found = standing(openings, tries, most=3, wait=WAIT, now=NOW)
    return found.state, found.left


ATTENDED = Opening(NOW - 20 * DAY, 7)
INVITED = Opening(NOW - 5 * DAY, invited=True)


@pytest.mark.parametrize(
    ("openings", "tries", "expected"),
    [
        ([], [], (State.CLOSED, 0)),
        ([ATTENDED], [], (State.READY, 3)),
        ([ATTENDED], [one(1, 9, None)], (State.RUNNING, 2)),
        ([ATTENDED], [one(1, 0.5)], (State.WAITING, 2)),
        ([ATTENDED], [one(1, 9)], (State.READY, 2)),
        ([ATTENDED], [one(1, 9), one(2, 8), one(3, 7)], (State.USED_UP, 0)),
        ([ATTENDED], [one(1, 9), one(2, 8, True)], (State.PASSED, 1)),
        # an invitation begins anew: what lies before it does not count against anybody
        ([ATTENDED, INVITED], [one(1, 9), one(2, 8), one(3, 7)], (State.READY, 3)),
        ([ATTENDED, INVITED], [one(1, 9, True)], (State.READY, 3)),
        # what runs can be finished, even when nothing opens it any more
        ([], [one(1, 9, None)], (State.RUNNING, 2)),
        ([], [one(1, 9)], (State.CLOSED, 0)),
    ],
)
def test_how_somebody_stands(
    openings: list[Opening], tries: list[Try], expected: tuple[State, int]
) -> None:
    assert state(openings, tries) == expected


def test_the_next_try_can_begin_exactly_when_the_wait_is_over() -> None:
    last = one(1, 1)
    again = NOW - DAY + timedelta(minutes=15) + WAIT
    found = standing([ATTENDED], [last], most=3, wait=WAIT, now=again - timedelta(seconds=1))
    assert (found.state, found.again_at) == (State.WAITING, again)
    assert standing([ATTENDED], [last], most=3, wait=WAIT, now=again).may_begin


def test_a_share_is_shown_from_five_people_on() -> None:
    assert pass_rate(4, 4) is None
    assert pass_rate(4, 5) == Fraction(80)


def test_what_is_missing_is_said() -> None:
    assert check_invited([], [1]) == [("people", "Tick who is to be invited")]
    assert check_invited([1, 2], [1]) == [("people", "Choose among the people of this site")]
    assert check_invited([1], [1, 2]) == []
    assert "Enter why" in check_reason(" ")[0][1]
    assert "2,000" in check_reason("x" * 2001)[0][1]


def numbers(count: int) -> list[str]:
    chance = random.Random(4)
    return [new_number(chance.randrange) for _ in range(count)]


def test_a_number_is_read_however_it_is_typed() -> None:
    for number in numbers(50):
        assert read_number(number) == number
        assert read_number(f" {number.lower().replace('-', ' ')}") == number
        assert len(number) == 14
        assert set(number) <= {*ALPHABET, "-"}


def test_every_wrong_character_and_every_swap_is_found() -> None:
    for number in numbers(20):
        plain = number.replace("-", "")
        for at, sign in enumerate(plain):
            for other in ALPHABET:
                slip = plain[:at] + other + plain[at + 1 :]
                assert (read_number(slip) is None) == (other != sign)
            for to in range(at + 1, len(plain)):
                signs = list(plain)
                signs[at], signs[to] = signs[to], signs[at]
                if plain[at] != plain[to]:
                    assert read_number("".join(signs)) is None


@pytest.mark.parametrize("typed", ["", "7KMD", "0000-0000-0000", "É" * 12, "3" * 13, "<script>"])
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert read_number(typed) is None
