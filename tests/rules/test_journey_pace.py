"""Pace, the middle of clocks that still run, the quadrant and the forecast."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journey.rules.forecast import Dated, Slip, forecast, slip
from app.journey.rules.pace import (
    Against,
    Norm,
    Pace,
    Quadrant,
    median_days,
    norm,
    pace,
    quadrant,
    shares,
)
from app.journey.rules.scores import Clock, Duration, Score, Tally

DAY = date(2026, 1, 1)


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def clocks(found: Sequence[tuple[int, int]]) -> list[Duration]:
    return [Duration(days, Clock.ENDED if ended else Clock.RUNNING) for days, ended in found]


def test_open_clocks_make_the_middle_longer_than_that_of_the_ended_ones() -> None:
    ended = clocks([(10, 1), (20, 1), (30, 1), (40, 1), (50, 1)])
    assert median_days(ended) == 30
    assert median_days([*ended, *clocks([(45, 0), (45, 0), (45, 0)])]) == 40
    assert median_days([*ended, *clocks([(90, 0)] * 6)]) is None


def test_a_stopped_clock_is_as_open_as_a_running_one() -> None:
    stopped = [Duration(25, Clock.STOPPED)] * 2
    assert median_days(stopped) is None
    assert median_days([*clocks([(10, 1), (30, 1)]), *stopped]) == 30


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30))
def test_without_open_clocks_the_middle_is_the_lower_median(days: list[int]) -> None:
    expected = sorted(days)[(len(days) - 1) // 2]
    assert median_days(clocks([(one, 1) for one in days])) == expected


def test_five_ended_clocks_are_enough_to_compare_with_and_four_are_not() -> None:
    four = clocks([(10, 1), (20, 1), (30, 1), (40, 1), (99, 0)])
    assert norm(four) == Norm(None, 4, 1)
    assert norm([*four, *clocks([(50, 1)])]) == Norm(30, 5, 1)
    assert norm([*four, *clocks([(50, 1)])], fewest=6).days is None


def prepared(done: int, of: int, days: int, clock: Clock = Clock.ENDED, plan: int = 100) -> Score:
    """A preparation of so many days, of which the first plan wanted 100."""
    counted = Tally(done, of, DAY, on(days), DAY, on(plan))
    return Score(counted, clock is not Clock.RUNNING, Duration(days, clock))


def test_a_pace_says_what_it_is_held_against() -> None:
    score = prepared(5, 5, 150)
    assert pace(score) == Pace(Fraction(3, 2), 150, 100, Against.PLAN, grows=False)
    found = pace(score, Norm(200, 5, 2))
    assert found == Pace(Fraction(3, 4), 150, 200, Against.SITES, grows=False)
    assert found.is_fast


def test_there_is_no_pace_before_anything_is_done_or_without_a_plan() -> None:
    assert pace(Score(Tally(0, 5, None, None, DAY, on(9)), False, None)) is None
    unplanned = Score(Tally(1, 5, DAY, DAY), False, Duration(4, Clock.RUNNING))
    assert pace(unplanned) is None


@pytest.mark.parametrize(
    ("score", "implementing", "expected"),
    [
        (prepared(10, 10, 100), True, Quadrant.COMPLETE_FAST),
        (prepared(8, 10, 100, Clock.RUNNING), False, Quadrant.COMPLETE_FAST),
        (prepared(10, 10, 101), True, Quadrant.COMPLETE_SLOW),
        (prepared(7, 10, 101, Clock.RUNNING), False, Quadrant.STUCK),
        (prepared(7, 10, 60, Clock.LEFT), True, Quadrant.RUSHED),
        (prepared(7, 10, 60, Clock.RUNNING), False, Quadrant.ON_ITS_WAY),
        (prepared(7, 10, 60, Clock.STOPPED), False, Quadrant.STUCK),
        (Score(Tally(0, 10), False, None), False, Quadrant.NOT_BEGUN),
    ],
)
def test_each_quadrant(score: Score, implementing: bool, expected: Quadrant) -> None:
    assert quadrant(score, implementing) is expected


def test_other_sites_move_the_line_between_fast_and_slow() -> None:
    assert quadrant(prepared(10, 10, 150), True) is Quadrant.COMPLETE_SLOW
    assert quadrant(prepared(10, 10, 150), True, Norm(150, 5, 0)) is Quadrant.COMPLETE_FAST


def test_empty_quadrants_are_counted_too() -> None:
    counted = dict(shares([Quadrant.STUCK, Quadrant.STUCK]))
    assert counted[Quadrant.STUCK] == 2
    assert list(counted) == list(Quadrant)


def row(
    code: str, first: int, happened: int | None = None, moved: int | None = None, *requires: str
) -> Dated:
    return Dated(
        code,
        on(first),
        on(moved if moved is not None else first),
        on(happened) if happened is not None else None,
        happened is None,
        requires,
    )


def test_the_slip_is_the_middle_of_the_five_done_last() -> None:
    long_ago = [row("a", 0, 200), row("b", 0, 201)]
    late = [row(str(day), day, day + 30) for day in (300, 310, 320, 330)]
    assert slip([*long_ago, *late, row("z", 340, 440)]) == Slip(30, 5)


def test_two_milestones_done_say_nothing_about_what_comes() -> None:
    found = slip([row("a", 0, 9), row("b", 5, 15), row("c", 10)])
    assert found is None
    assert forecast([row("c", 10)], found, on(20)) == {}


def test_the_forecast_moves_the_first_plan_and_never_into_the_past() -> None:
    rows = [row("past", 10), row("ahead", 100), row("done", 20, 30)]
    found = forecast(rows, Slip(14, 5), on(50))
    assert found == {"past": on(50), "ahead": on(114)}
    assert forecast(rows, Slip(-20, 3), on(50))["ahead"] == on(80)


def test_a_date_agreed_later_is_kept_and_one_brought_forward_is_not_trusted() -> None:
    found = forecast([row("later", 100, None, 200), row("sooner", 100, None, 60)], Slip(7, 3), DAY)
    assert found == {"later": on(200), "sooner": on(107)}


def test_nothing_comes_before_what_it_builds_on() -> None:
    rows = [row("first", 100, None, 180), row("second", 120, None, None, "first")]
    assert forecast(rows, Slip(0, 3), DAY)["second"] == on(180)
