"""The life of a round: who reads what when, what is next, what its dates mean."""

from datetime import date

import pytest

from app.assessments.rules import (
    NextStep,
    RoundState,
    Standing,
    may_read_ratings,
    next_step,
    window_fault,
    window_in_words,
)

NOBODY = Standing(is_rater=False, may_rate=False, may_sign_off=False, may_decide=False)
RATER = Standing(is_rater=True, may_rate=True, may_sign_off=False, may_decide=False)
STRATEGIC = Standing(is_rater=False, may_rate=True, may_sign_off=True, may_decide=False)
NSPCC = Standing(is_rater=False, may_rate=False, may_sign_off=False, may_decide=True)


@pytest.mark.parametrize(
    ("state", "is_own", "may_sign_off", "expected"),
    [
        (RoundState.OPEN, True, False, True),
        (RoundState.OPEN, False, True, False),
        (RoundState.OPEN, False, False, False),
        (RoundState.SUBMITTED, False, True, True),
        (RoundState.SUBMITTED, False, False, False),
        (RoundState.SUBMITTED, True, False, True),
        (RoundState.SIGNED_OFF, False, False, True),
    ],
)
def test_ratings_are_private_until_sign_off(
    state: RoundState, is_own: bool, may_sign_off: bool, expected: bool
) -> None:
    assert may_read_ratings(state, is_own=is_own, may_sign_off=may_sign_off) is expected


@pytest.mark.parametrize(
    ("state", "viewer", "begun", "decided", "expected"),
    [
        (RoundState.OPEN, STRATEGIC, False, False, NextStep.BEGIN),
        (RoundState.OPEN, RATER, True, False, NextStep.CONTINUE),
        (RoundState.OPEN, STRATEGIC, True, False, NextStep.WAIT_FOR_ANSWERS),
        (RoundState.OPEN, NSPCC, False, False, NextStep.WAIT_FOR_BEGINNING),
        (RoundState.SUBMITTED, STRATEGIC, True, False, NextStep.SIGN_OFF),
        (RoundState.SUBMITTED, RATER, True, False, NextStep.WAIT_FOR_SIGN_OFF),
        (RoundState.SIGNED_OFF, NSPCC, True, False, NextStep.DECIDE),
        (RoundState.SIGNED_OFF, NSPCC, True, True, NextStep.READ_RESULT),
        (RoundState.SIGNED_OFF, NOBODY, True, False, NextStep.READ_RESULT),
    ],
)
def test_each_is_told_the_one_thing_to_do_next(
    state: RoundState, viewer: Standing, begun: bool, decided: bool, expected: NextStep
) -> None:
    assert next_step(state, viewer, begun=begun, decided=decided) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 3, 1), "opens in 9 days, and you may begin now"),
        (date(2027, 3, 10), "is due in 10 days"),
        (date(2027, 3, 19), "is due in 1 day"),
        (date(2027, 3, 20), "is due today"),
        (date(2027, 3, 21), "was due 1 day ago, and you can still finish it"),
    ],
)
def test_the_dates_of_a_round_in_words(today: date, expected: str) -> None:
    assert window_in_words(date(2027, 3, 10), date(2027, 3, 20), today) == expected


def test_a_window_may_be_one_day_long_and_not_shorter() -> None:
    assert window_fault(date(2027, 3, 10), date(2027, 3, 10)) is None
    assert window_fault(date(2027, 3, 10), date(2027, 3, 9)) is not None
