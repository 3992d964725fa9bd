"""Walking through objectives: colour with words, how it went, when to look again."""

from datetime import date, timedelta

import pytest

from app.plans.rules.reviewing import (
    Colour,
    check_next,
    check_review,
    course,
    next_review,
    since,
)

TODAY = date(2027, 3, 12)
R, A, G = Colour.RED, Colour.AMBER, Colour.GREEN


@pytest.mark.parametrize(
    ("colours", "words"),
    [
        ([], "Not reviewed yet."),
        ([G], "Green."),
        ([G, G], "Green, twice."),
        ([G, A], "Green, now amber."),
        ([G, A, A, R], "Green, then amber twice, now red."),
        ([R, R, R, A, A], "Red three times, now amber for the second time."),
        ([G, G, G, G, G, A, R, R, R, R], "Green 5 times, then amber, now red for the 4th time."),
    ],
)
def test_how_the_colour_went_is_said_in_words(colours: list[Colour], words: str) -> None:
    assert course(colours) == words


def test_the_change_since_last_time_is_said_in_words() -> None:
    assert since(None, R) == "First review"
    assert since(A, A) == "Still amber"
    assert since(R, G) == "Better: was red"
    assert since(G, A) == "Worse: was green"


def test_what_is_said_needs_a_colour_words_and_a_date_ahead() -> None:
    assert check_review("green", "All went well.", None, TODAY) == []
    faults = check_review("blue", "  ", TODAY, TODAY)
    assert [field for field, _ in faults] == ["colour", "words", "next_on"]
    assert [field for field, _ in check_review("red", "x" * 4001, None, TODAY)] == ["words"]


def test_the_next_look_lies_within_a_year_and_is_nearer_the_worse_it_stands() -> None:
    assert check_next(TODAY + timedelta(days=366), TODAY) == []
    assert check_next(TODAY + timedelta(days=367), TODAY)
    assert next_review(R, None, TODAY) < next_review(A, None, TODAY) < next_review(G, None, TODAY)
    assert next_review(R, date(2027, 5, 1), TODAY) == date(2027, 5, 1)
