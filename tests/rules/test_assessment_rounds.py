"""The life of a round: who reads what when, what is next, what its dates mean."""

from datetime import date

import pytest

from app.assessments.rules import (
    Answering,
    NextStep,
    Part,
    RoundState,
    Standing,
    may_read_ratings,
    next_step,
    window_fault,
    window_in_words,
)


def viewer(part: Part = Part.NONE, *rights: str) -> Standing:
    """Somebody with these rights and this part in the rating."""
    names = ("join", "invite", "facilitate", "sign_off", "decide")
    return Standing(part=part, **{f"may_{name}": name in rights for name in names})


NOBODY = viewer()
ASKED = viewer(Part.ASKED)
RATER = viewer(Part.RATING)
DONE = viewer(Part.HANDED_IN)
STRATEGIC = viewer(Part.NONE, "join", "invite", "sign_off")
NSPCC = viewer(Part.NONE, "invite", "facilitate", "decide")


@pytest.mark.parametrize(
    ("state", "is_own", "may_sign_off", "expected"),
    [
        (RoundState.OPEN, True, False, True),
        (RoundState.OPEN, False, True, False),
        (RoundState.OPEN, False, False, False),
        (RoundState.IN_ROOM, False, True, False),
        (RoundState.IN_ROOM, False, False, False),
        (RoundState.IN_ROOM, True, False, True),
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
    ("state", "who", "answering", "decided", "expected"),
    [
        (RoundState.OPEN, STRATEGIC, Answering(), False, NextStep.INVITE),
        (RoundState.OPEN, NSPCC, Answering(), False, NextStep.INVITE),
        (RoundState.OPEN, ASKED, Answering(3, 1, 0), False, NextStep.BEGIN),
        (RoundState.OPEN, RATER, Answering(3, 1, 0), False, NextStep.CONTINUE),
        (RoundState.OPEN, STRATEGIC, Answering(3, 1, 0), False, NextStep.WAIT_FOR_ANSWERS),
        (RoundState.OPEN, NOBODY, Answering(3, 0, 0), False, NextStep.WAIT_FOR_BEGINNING),
        (RoundState.OPEN, DONE, Answering(3, 3, 1), False, NextStep.WAIT_FOR_ROOM),
        (RoundState.OPEN, NSPCC, Answering(3, 1, 0), False, NextStep.WAIT_FOR_ANSWERS),
        (RoundState.OPEN, NSPCC, Answering(3, 3, 1), False, NextStep.OPEN_ROOM),
        (RoundState.IN_ROOM, NSPCC, Answering(3, 3, 3), False, NextStep.ENTER_ROOM),
        (RoundState.IN_ROOM, DONE, Answering(3, 3, 3), False, NextStep.ENTER_ROOM),
        (RoundState.IN_ROOM, RATER, Answering(3, 3, 2), False, NextStep.WAIT_FOR_SIGN_OFF),
        (RoundState.SUBMITTED, STRATEGIC, Answering(1, 1, 1), False, NextStep.SIGN_OFF),
        (RoundState.SUBMITTED, DONE, Answering(1, 1, 1), False, NextStep.WAIT_FOR_SIGN_OFF),
        (RoundState.SIGNED_OFF, NSPCC, Answering(1, 1, 1), False, NextStep.DECIDE),
        (RoundState.SIGNED_OFF, NSPCC, Answering(1, 1, 1), True, NextStep.READ_RESULT),
        (RoundState.SIGNED_OFF, NOBODY, Answering(1, 1, 1), False, NextStep.READ_RESULT),
    ],
)
def test_each_is_told_the_one_thing_to_do_next(
    state: RoundState, who: Standing, answering: Answering, decided: bool, expected: NextStep
) -> None:
    assert next_step(state, who, answering, decided=decided) is expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [(NSPCC, True), (STRATEGIC, True), (DONE, True), (RATER, False), (ASKED, False)],
)
def test_whoever_handed_in_leads_or_signs_off_belongs_in_the_room(
    who: Standing, expected: bool
) -> None:
    assert who.may_enter_room is expected


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
