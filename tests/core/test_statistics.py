"""Statistics against worked examples, SciPy and second versions written from the definitions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from app.core.statistics.proportions import Interval, wilson
from app.core.statistics.runs import Runs, crossings_needed, longest_allowed, runs
from app.core.statistics.survival import Curve, Spell, survival

WORKED = ((3, 1), (6, 1), (6, 0), (9, 1), (12, 0), (15, 1), (18, 0), (24, 0))
SPELLS = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=40)
SERIES = st.lists(st.integers(0, 6).map(float), min_size=1, max_size=40)


def curve(spells: "tuple[tuple[int, int], ...] | list[tuple[int, bool]]") -> Curve:
    return survival(Spell(time, bool(ended)) for time, ended in spells)


@pytest.mark.parametrize(
    ("having", "of", "low", "high"),
    [(7, 20, 18.1, 56.7), (18, 20, 69.9, 97.2), (1, 8, 2.2, 47.1), (3, 30, 3.5, 25.6)],
)
def test_the_interval_of_a_share_in_worked_examples(
    having: int, of: int, low: float, high: float
) -> None:
    found = wilson(having, of)
    assert (round(100 * found.low, 1), round(100 * found.high, 1)) == (low, high)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_share_is_that_of_scipy(share: tuple[int, int]) -> None:
    found, reference = wilson(*share), stats.binomtest(*share).proportion_ci(method="wilson")
    assert math.isclose(found.low, reference.low, abs_tol=1e-12)
    assert math.isclose(found.high, reference.high, abs_tol=1e-12)
    assert 0 <= found.low <= share[0] / share[1] <= found.high <= 1


@pytest.mark.parametrize(("having", "of"), [(0, 0), (3, 2), (-1, 2)])
def test_what_is_no_share_has_no_interval(having: int, of: int) -> None:
    with pytest.raises(ValueError, match=f"{having} of {of} is no share"):
        wilson(having, of)


@pytest.mark.parametrize(
    ("useful", "longest", "crossings"),
    [(10, 6, 2), (12, 7, 3), (15, 7, 4), (20, 7, 6), (24, 8, 8), (30, 8, 10), (36, 8, 13)],
)
def test_the_critical_values_of_run_charts(useful: int, longest: int, crossings: int) -> None:
    assert (longest_allowed(useful), crossings_needed(useful)) == (longest, crossings)


def test_the_crossings_needed_are_scipys_quantile() -> None:
    expected = [int(stats.binom.ppf(0.05, useful - 1, 0.5)) for useful in range(2, 300)]
    assert [crossings_needed(useful) for useful in range(2, 300)] == expected


def _runs_by_letters(values: list[float]) -> tuple[int, int, int]:
    """Useful points, crossings and length of the longest run, from the series as a word."""
    middle = float(np.median(values))
    word = "".join("a" if value > middle else "b" for value in values if value != middle)
    parts = word.replace("ab", "a b").replace("ba", "b a").split()
    return len(word), max(len(parts) - 1, 0), max(map(len, parts), default=0)


@given(SERIES)
def test_runs_are_those_counted_another_way(values: list[float]) -> None:
    found = runs(values)
    assert (found.useful, found.crossings, len(found.longest)) == _runs_by_letters(values)
    assert found.median is not None
    assert all((values[place] > found.median) is found.above for place in found.longest)
    if found.useful < 10:
        assert not found.signals


def test_points_on_the_median_neither_lengthen_nor_break_a_run() -> None:
    found = runs([1, 1, 5, 9, 5, 9, 9, 1])
    assert found == Runs(5, 6, 2, (3, 5, 6), above=True)


def test_a_shift_is_found_in_the_latest_of_equal_runs() -> None:
    low, high = [1.0, 2.0] * 4, [8.0, 9.0] * 4
    found = runs(low + high)
    assert found.shifted
    assert found.crosses_seldom
    assert (found.longest, found.above) == (tuple(range(8, 16)), True)
    assert not runs([1.0, 9.0] * 7).signals
    assert runs([4.0] * 30) == Runs(4, 0, 0, (), above=False)
    assert runs([]).median is None


def test_the_curve_is_that_of_the_worked_example() -> None:
    found = curve(WORKED)
    steps = [(one.time, one.at_risk, one.ended, round(one.share, 6)) for one in found.steps]
    assert steps == [(3, 8, 1, 0.875), (6, 7, 1, 0.75), (9, 5, 1, 0.6), (15, 3, 1, 0.4)]
    assert (found.median, found.until, found.count) == (15, 24, 8)
    assert [found.at_risk(time) for time in (0, 3, 4, 24, 25)] == [8, 8, 7, 1, 0]
    assert [round(found.share(time), 3) for time in (2.9, 3, 14, 99)] == [1, 0.875, 0.6, 0.4]


def test_the_curve_is_shown_only_where_five_are_at_risk() -> None:
    shown = curve(WORKED).trusted()
    assert [step.time for step in shown.steps] == [3, 6, 9]
    assert (shown.median, shown.until) == (None, 9)
    assert curve(WORKED[:4]).trusted() == Curve((), ())


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
@given(SPELLS)
def test_the_curve_and_its_intervals_are_scipys(spells: list[tuple[int, bool]]) -> None:
    found = curve(spells)
    times, ended = [time for time, _ in spells], [has_ended for _, has_ended in spells]
    reference = stats.ecdf(stats.CensoredData.right_censored(times, np.logical_not(ended))).sf
    with np.errstate(all="ignore"):
        within = reference.confidence_interval(method="log-log")
    by_time = {float(time): place for place, time in enumerate(reference.quantiles)}
    assert [step.time for step in found.steps] == sorted({t for t, e in spells if e})
    for step in found.steps:
        place = by_time[step.time]
        assert math.isclose(step.share, reference.probabilities[place], abs_tol=1e-12)
        if step.interval is None:
            assert step.share == 0
        else:
            expected = (within.low.probabilities[place], within.high.probabilities[place])
            assert np.allclose((step.interval.low, step.interval.high), expected, atol=1e-9)


@given(SPELLS, st.integers(1, 8))
def test_what_is_shown_of_a_curve_rests_on_enough(
    spells: list[tuple[int, bool]], fewest: int
) -> None:
    whole = curve(spells)
    shown = whole.trusted(fewest)
    assert shown.steps == tuple(step for step in whole.steps if step.at_risk >= fewest)
    assert shown.until is None or whole.at_risk(shown.until) >= fewest


def test_an_interval_lies_around_its_share_and_narrows_with_more() -> None:
    few, many = curve(WORKED).steps[1].interval, curve(WORKED * 9).steps[1].interval
    assert isinstance(few, Interval)
    assert isinstance(many, Interval)
    assert few.low < many.low < 0.75 < many.high < few.high
