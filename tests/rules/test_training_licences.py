"""Licences, notices, active trainers, and what must be right before a session is written."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.training.rules.licences import (
    LicenceState,
    check_licence,
    check_withdrawal,
    is_active,
    licence_state,
    trainers_needed,
)
from app.training.rules.register import Course
from app.training.rules.sessions import (
    NewSession,
    check_attendance,
    check_places,
    check_session,
    completing_word,
)

TODAY = date(2027, 6, 1)
S = LicenceState


def days(number: int) -> timedelta:
    return timedelta(days=number)


@pytest.mark.parametrize(
    ("expires", "withdrawn", "expected"),
    [
        (91, False, S.GOOD),
        (90, False, S.SOON),
        (0, False, S.SOON),
        (-1, False, S.EXPIRED),
        (200, True, S.GOOD),  # an older one was withdrawn, a newer one stands
        (None, True, S.WITHDRAWN),
        (None, False, S.NONE),
    ],
)
def test_a_licence_stands_through_its_last_day(
    expires: int | None, withdrawn: bool, expected: LicenceState
) -> None:
    on = None if expires is None else TODAY + days(expires)
    assert licence_state(on, withdrawn=withdrawn, today=TODAY) is expected


@pytest.mark.parametrize(
    ("taught", "left", "expected"),
    [
        (365, None, True),
        (366, None, False),
        (None, None, False),
        (10, 0, True),  # the last day is today
        (10, 1, False),
    ],
)
def test_who_taught_in_12_months_and_is_there_is_active(
    taught: int | None, left: int | None, expected: bool
) -> None:
    taught_on = None if taught is None else TODAY - days(taught)
    left_on = None if left is None else TODAY - days(left)
    assert is_active(taught_on, left_on, TODAY) is expected


@pytest.mark.parametrize(
    ("intended", "needed"), [(0, 2), (60, 2), (120, 2), (121, 3), (180, 3), (600, 10)]
)
def test_one_trainer_for_60_people_and_two_at_least(intended: int, needed: int) -> None:
    assert trainers_needed(intended) == needed


@pytest.mark.parametrize(
    ("issued", "expires", "fields"),
    [
        (0, 1, []),
        (None, None, ["issued_on", "expires_on"]),
        (-1, 9, ["issued_on"]),
        (0, 0, ["expires_on"]),
        (0, 5 * 366, []),
        (0, 5 * 366 + 1, ["expires_on"]),
    ],
)
def test_a_licence_has_sensible_days(
    issued: int | None, expires: int | None, fields: list[str]
) -> None:
    issued_on = None if issued is None else TODAY - days(issued)
    expires_on = None if expires is None else TODAY + days(expires)
    assert [field for field, _ in check_licence(issued_on, expires_on, TODAY)] == fields


def test_a_withdrawal_says_why() -> None:
    assert check_withdrawal(" \n")
    assert check_withdrawal("x" * 2001)
    assert not check_withdrawal("Has not taught for two years")


def planned(**given: Any) -> NewSession:
    values: dict[str, Any] = {
        "course": "framework",
        "held_on": TODAY,
        "venue": "Town hall",
        "places": 2,
        "trainers": (1,),
    }
    return NewSession(**(values | given))


@pytest.mark.parametrize(
    ("given", "for_trainers", "fields"),
    [
        ({}, False, []),
        ({"course": "trainers"}, False, ["course"]),
        ({}, True, ["course"]),
        ({"held_on": None, "venue": "x" * 201, "places": 0}, False, ["held_on", "venue", "places"]),
        ({"places": 501}, False, ["places"]),
        ({"places": None}, False, ["places"]),
        ({"trainers": ()}, False, ["trainers"]),
        ({"trainers": (1, 9)}, False, ["trainers"]),
        ({"course": "trainers", "trainers": ()}, True, []),
        ({"course": "trainers", "trainers": (1, 2, 3)}, True, ["trainers"]),
    ],
)
def test_a_session_says_all_that_is_missing(
    given: dict[str, object], for_trainers: bool, fields: list[str]
) -> None:
    found = check_session(planned(**given), {1, 2, 3}, for_trainers=for_trainers)
    assert [field for field, _ in found] == fields


def test_places_are_for_people_of_the_register_and_not_more_than_there_are() -> None:
    assert not check_places([1, 2], {1, 2, 3}, 2)
    assert not check_places([], {1}, 2)
    assert check_places([1, 9], {1}, 2)
    assert check_places([1, 2, 3], {1, 2, 3}, 2)[0][1] == "There are 2 places: tick 1 fewer"


def test_who_came_is_among_those_with_a_place_and_not_before_the_day() -> None:
    assert not check_attendance([1], {1, 2}, TODAY, TODAY)
    assert check_attendance([1], {1}, TODAY + days(1), TODAY)
    assert check_attendance([], {1}, TODAY, TODAY)
    assert check_attendance([3], {1}, TODAY, TODAY)


def test_which_session_completes_which_milestone() -> None:
    words = {
        (course, with_nspcc): completing_word(course, with_nspcc=with_nspcc)
        for course in Course
        for with_nspcc in (True, False)
    }
    assert {key: word for key, word in words.items() if word} == {
        (Course.TRAINERS, True): "training-for-trainers-held",
        (Course.TRAINERS, False): "training-for-trainers-held",
        (Course.TRAINERS_AGAIN, True): "trainers-refreshed",
        (Course.TRAINERS_AGAIN, False): "trainers-refreshed",
        (Course.FRAMEWORK, False): "in-house-course-held",
    }
