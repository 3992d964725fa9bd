"""Control charts against worked examples and a second version that knows windows only."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.statistics.control import (
    PERCENT,
    Assurance,
    Better,
    Bounds,
    Limits,
    Meaning,
    Point,
    Signal,
    assurance,
    control,
)

TWELVE = [12, 14, 11, 15, 13, 12, 16, 14, 13, 12, 15, 14]
SPIKE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
FREE = Bounds(None)
STEADY = [50.0, 52.0] * 6  # mean 51, limits 45.68 and 56.32, near limits 47.453 and 54.547
OUTSIDE, TREND, PAIR, SHIFT = Signal.OUTSIDE, Signal.TREND, Signal.TWO_IN_THREE, Signal.SHIFT


def after(*values: float) -> list[Signal | None]:
    """The signals of values that follow a steady year whose limits are kept."""
    return [point.signal for point in control([*STEADY, *values], baseline=12)[12:]]


def rounded(limits: Limits) -> tuple[float, ...]:
    found = (limits.mean, limits.lower, limits.near_lower, limits.near_upper, limits.upper)
    return tuple(round(value, 3) for value in found)


def test_the_limits_of_the_worked_example() -> None:
    (limits,) = {point.limits for point in control(TWELVE)}
    assert rounded(limits) == (13.417, 7.613, 9.548, 17.286, 19.220)
    assert not limits.trial
    assert control(TWELVE[:11])[0].limits.trial


def test_screening_leaves_out_the_widest_ranges_once() -> None:
    whole, screened = (control(SPIKE, bounds=FREE, screen=on)[0].limits for on in (False, True))
    assert (round(whole.lower, 2), round(whole.upper, 2)) == (-3.06, 6.95)
    assert (round(screened.lower, 2), round(screened.upper, 2)) == (-0.72, 4.60)
    assert round(screened.mean, 2) == round(whole.mean, 2) == 1.94
    assert control([3.0] * 12, screen=True)[0].limits.upper == 3


def test_limits_stay_where_a_measure_can_be() -> None:
    assert control(SPIKE)[0].limits.lower == 0
    high = control([99.0, 95.0] * 7, bounds=PERCENT)[0].limits
    assert (high.upper, high.near_upper) == (100, 100)
    assert high.lower > 0


def test_a_point_beyond_a_limit_is_a_signal_and_one_on_it_is_not() -> None:
    upper = control([*STEADY], baseline=12)[0].limits.upper
    assert after(57, upper, 45) == [OUTSIDE, None, OUTSIDE]


def test_seven_on_one_side_are_all_marked_and_six_are_not() -> None:
    assert after(50, 53, 52, 53, 52, 53, 52, 53) == [None, *[SHIFT] * 7]
    assert after(50, 53, 52, 53, 52, 53, 52) == [None] * 7
    assert after(50, *[53, 52, 53, 51, 52, 53, 52, 53]) == [None] * 9  # one on the mean


def test_seven_that_rise_or_fall_are_all_marked() -> None:
    rising = control([*STEADY, 49, 50, 50.5, 51.2, 52, 53, 54], baseline=12)[12:]
    assert [(point.signal, point.high) for point in rising] == [(TREND, True)] * 7
    falling = control([*STEADY, 54, 53, 52, 51.2, 50.5, 50, 49], baseline=12)[12:]
    assert [(point.signal, point.high) for point in falling] == [(TREND, False)] * 7
    assert after(49, 50, 50.5, 50.5, 52, 53, 54) == [None] * 7


def test_two_of_three_in_the_outer_third_are_marked_and_the_third_is_not() -> None:
    assert after(50, 55, 52, 55, 50) == [None, PAIR, None, PAIR, None]
    assert after(50, 55, 50, 55, 50) == [None] * 5  # not all on one side
    assert after(50, 55, 57, 52, 50) == [None, None, OUTSIDE, None, None]  # beyond is not outer


def test_the_first_signal_that_fits_is_named() -> None:
    found = after(50, 51.5, 52, 52.5, 53, 54, 55, 57)
    assert found == [TREND, TREND, TREND, TREND, TREND, TREND, TREND, OUTSIDE]
    assert after(55, 55, 52, 53, 52, 53) == [PAIR, PAIR, *[SHIFT] * 4]


def test_a_new_stretch_has_its_own_limits_and_runs_end_with_the_old_one() -> None:
    series = [*STEADY, *(value + 30 for value in STEADY)]
    points = control(series, rebase=[12])
    assert {point.limits.mean for point in points[:12]} == {51}
    assert {point.limits.mean for point in points[12:]} == {81}
    assert all(point.signal is None for point in points)
    assert any(point.signal for point in control(series))


def test_short_baselines_and_stretches_outside_the_series_are_refused() -> None:
    with pytest.raises(ValueError, match="A baseline of 11 points is too short"):
        control(STEADY, baseline=11)
    for place in (0, 12):
        with pytest.raises(ValueError, match="begins inside the series"):
            control(STEADY, rebase=[place])
    assert control([]) == []


def test_what_a_point_means_depends_on_which_way_is_better() -> None:
    *_, high, low = control([*STEADY, 60, 40], baseline=12)
    meanings = [[one.meaning(better) for better in Better] for one in (high, low)]
    assert meanings == [
        [Meaning.IMPROVEMENT, Meaning.CONCERN, Meaning.NEUTRAL],
        [Meaning.CONCERN, Meaning.IMPROVEMENT, Meaning.NEUTRAL],
    ]
    assert control(STEADY)[0].meaning(Better.HIGHER) is Meaning.COMMON_CAUSE


def test_what_a_target_beyond_or_between_the_limits_says() -> None:
    limits = control(STEADY)[0].limits
    found = {t: [assurance(limits, t, better) for better in Better] for t in (40, 51, 60)}
    assert found == {
        40: [Assurance.PASSES, Assurance.FAILS, None],
        51: [Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS, None],
        60: [Assurance.FAILS, Assurance.PASSES, None],
    }


def _second_version(values: Sequence[int]) -> list[Signal | None]:
    """Signals point by point: a point has one where some window around it has."""
    count = len(values)
    mean = math.fsum(values) / count
    width = math.fsum(abs(values[n] - values[n - 1]) for n in range(1, count)) / max(count - 1, 1)
    far = [(value - mean) / (2.66 * width) if width else 0.0 for value in values]

    def run(place: int, size: int) -> list[list[int]]:
        starts = range(max(place - size + 1, 0), min(place, count - size) + 1)
        return [list(range(start, start + size)) for start in starts]

    def one_way(seen: Sequence[float]) -> bool:
        return all(one > 0 for one in seen) or all(one < 0 for one in seen)

    def outer(place: int) -> bool:
        return 2 / 3 < abs(far[place]) <= 1

    def signal(place: int) -> Signal | None:
        if abs(far[place]) > 1:
            return OUTSIDE
        if any(one_way([values[n] - values[n - 1] for n in w[1:]]) for w in run(place, 7)):
            return TREND
        near = [w for w in run(place, 3) if one_way([far[n] for n in w])]
        if outer(place) and any(sum(map(outer, w)) >= 2 for w in near):
            return PAIR
        return SHIFT if any(one_way([far[n] for n in w]) for w in run(place, 7)) else None

    return [signal(place) for place in range(count)]


def _settled(points: Sequence[Point]) -> bool:
    """No point so near to a line that floating point decides its side."""
    lines = {line for one in points for line in rounded_lines(one.limits)}
    return all(abs(one.value - line) > 1e-9 for one in points for line in lines)


def rounded_lines(limits: Limits) -> tuple[float, ...]:
    return limits.mean, limits.lower, limits.near_lower, limits.near_upper, limits.upper


@given(st.lists(st.integers(0, 30), min_size=2, max_size=30))
def test_signals_are_those_of_the_second_version(values: list[int]) -> None:
    points = control(values, bounds=FREE)
    if len(set(values)) == 1:
        assert not any(point.signal for point in points)
    elif _settled(points):
        assert [point.signal for point in points] == _second_version(values)
