"""Self assessments in the words of overviews."""

from datetime import date, timedelta

import pytest

from app.assessments.rules import Answering, NextStep, Part, RoundState
from app.overview.rules import (
    RoundFacts,
    asked_words,
    asks_something,
    due_in_words,
    short_words,
    state_words,
    urgency,
)

TODAY = date(2026, 11, 22)
SOON = TODAY + timedelta(days=6)


def found(state: RoundState = RoundState.OPEN, asked: int = 5, done: int = 3) -> RoundFacts:
    return RoundFacts("ISA", "isa-1", state, TODAY, SOON, Answering(asked, done, done))


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [
        (-22, 6, "due in 6 days"),
        (-22, 0, "due today"),
        (-22, -1, "was due 1 day ago"),
        (2, 30, "opens in 2 days"),
    ],
)
def test_the_dates_of_a_round_are_said_as_a_clause(opens: int, closes: int, words: str) -> None:
    day = timedelta(days=1)
    assert due_in_words(TODAY + opens * day, TODAY + closes * day, TODAY) == words


def test_an_open_round_says_how_many_handed_in_and_when_it_is_due() -> None:
    assert state_words(found(), Part.NONE, TODAY) == "3 of 5 handed in, due in 6 days"
    mine = state_words(found(), Part.HANDED_IN, TODAY)
    assert mine == "3 of 5 handed in (you have), due in 6 days"
    nobody = state_words(found(asked=0, done=0), Part.NONE, TODAY)
    assert nobody == "Nobody is asked to answer yet, due in 6 days"


@pytest.mark.parametrize(
    ("state", "decided", "words", "short"),
    [
        (RoundState.IN_ROOM, None, "The consensus room is open", "in the consensus room"),
        (
            RoundState.SUBMITTED,
            None,
            "Handed in, waits for the strategic lead's sign-off",
            "waits for sign-off",
        ),
        (
            RoundState.SIGNED_OFF,
            None,
            "Signed off on 3 May 2026, waits for the NSPCC's decision",
            "waits for a decision",
        ),
        (RoundState.SIGNED_OFF, "Roll out", "Decided: roll out", "decided, roll out"),
    ],
)
def test_a_round_past_rating_says_what_it_waits_for(
    state: RoundState, decided: str | None, words: str, short: str
) -> None:
    signed = date(2026, 5, 3)
    one = RoundFacts(
        "ISA", "isa-1", state, TODAY, SOON, Answering(), signed_off_on=signed, decided=decided
    )
    assert state_words(one, Part.NONE, TODAY) == words
    assert short_words(state, 0, SOON, decided, TODAY) == short


def test_a_cell_of_a_table_says_whether_the_day_has_passed() -> None:
    for closes_on, words in (
        (TODAY, "2 handed in, due 22 Nov 2026"),
        (TODAY - timedelta(days=1), "2 handed in, was due 21 Nov 2026"),
    ):
        assert short_words(RoundState.OPEN, 2, closes_on, None, TODAY) == words


def test_only_what_the_reader_can_do_is_asked_of_them() -> None:
    asked = {step for step in NextStep if asks_something(step)}
    assert asked == {
        NextStep.ENTER_ROOM,
        NextStep.SIGN_OFF,
        NextStep.CONTINUE,
        NextStep.BEGIN,
        NextStep.INVITE,
    }


def test_the_room_goes_first_then_what_is_due_first_then_what_others_wait_for() -> None:
    later = SOON + timedelta(days=9)
    order = [
        (NextStep.ENTER_ROOM, later),
        (NextStep.SIGN_OFF, SOON),
        (NextStep.BEGIN, SOON),
        (NextStep.INVITE, SOON),
        (NextStep.SIGN_OFF, later),
    ]
    assert sorted(reversed(order), key=lambda one: urgency(*one)) == order


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Implementation self assessment", "the implementation self assessment"),
        ("12-month review", "the 12-month review"),
        ("ISA for pilots", "the ISA for pilots"),
    ],
)
def test_what_is_asked_names_the_self_assessment_in_full(title: str, named: str) -> None:
    words = asked_words(NextStep.BEGIN, title, "is due in 6 days")
    assert words == f"You are asked to answer {named}. It is due in 6 days."
