"""How long answering takes: the middle, nine in ten, and nothing about too few people."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.rules.burden import FEWEST, Burden, burden_of

MINUTES = st.lists(st.integers(1, 600), min_size=FEWEST, max_size=60)


def test_fewer_than_five_people_tell_no_time() -> None:
    assert burden_of([30, 31, 32, 33]) == Burden(people=4, median=None, p90=None)
    assert burden_of([]) == Burden()
    assert not burden_of([30, 31, 32, 33]).is_known
    assert burden_of([30, 31, 32, 33]).words == ""


@pytest.mark.parametrize(
    ("minutes", "median", "p90"),
    [
        ([10, 20, 30, 40, 50], 30, 50),
        ([50, 10, 40, 20, 30], 30, 50),
        ([10, 20, 30, 41, 50, 60], 36, 60),  # between 30 and 41: 35.5, rounded up
        (list(range(1, 11)), 6, 9),
        (list(range(1, 12)), 6, 10),
        ([7] * 5, 7, 7),
    ],
)
def test_the_middle_and_the_nearest_rank(minutes: list[int], median: int, p90: int) -> None:
    assert burden_of(minutes) == Burden(len(minutes), median, p90)


@given(MINUTES)
def test_nine_in_ten_are_a_time_somebody_took_and_no_longer_than_needed(minutes: list[int]) -> None:
    found = burden_of(minutes)
    needed = ceil(0.9 * len(minutes) - 1e-9)
    assert found.p90 in minutes
    assert sum(one <= (found.p90 or 0) for one in minutes) >= needed
    assert sum(one < (found.p90 or 0) for one in minutes) < needed


@given(MINUTES)
def test_as_many_took_less_than_the_middle_as_took_more(minutes: list[int]) -> None:
    middle = burden_of(minutes).median or 0
    assert sum(one < middle for one in minutes) <= len(minutes) / 2
    assert sum(one > middle for one in minutes) <= len(minutes) / 2
    assert min(minutes) <= middle <= max(minutes)


def test_the_sentence_for_whoever_begins_next() -> None:
    assert Burden(23, 34, 52).words == (
        "People took 34 minutes (middle of 23 people); 9 in 10 were done within 52."
    )
    assert burden_of([1] * 5).words.startswith("People took 1 minute (middle of 5 people)")
