"""Which rule reads a series, and what it says."""

from app.dashboards.rules.trend import Method, Trend, trend

TEN = [70.0, 80, 70, 80, 70, 80, 70, 80, 70, 80]


def test_few_points_are_read_by_no_rule() -> None:
    assert trend([], []) == Trend(Method.NONE, None)
    assert trend([70.0, 80, 90], [9, 9, 9]) == Trend(Method.NONE, 80)


def test_a_run_chart_comes_first_and_marks_the_run() -> None:
    level = trend(TEN, [20] * 10)
    assert (level.method, level.signals) == (Method.RUNS, False)
    steps = [60.0, 61, 60, 61, 60, 61, 60, 81, 80, 81, 80, 81]
    risen = trend([*steps, 82, 83], [20] * 14)
    assert (risen.method, risen.rises) == (Method.RUNS, True)
    assert risen.places == tuple(range(7, 14))
    fallen = trend([*reversed(steps), 59.5, 59.4], [20] * 14)
    assert (fallen.method, fallen.rises) == (Method.RUNS, False)
    over = trend([90.0] * 8 + [60, 80, 60, 80, 60, 80, 60, 80, 60], [20] * 17)
    assert (over.places, over.above, over.rises) == (tuple(range(8)), True, False)


def test_control_limits_need_twelve_points_that_rest_on_enough() -> None:
    series = [*TEN, 70.0, 98.0]
    assert trend(series, [3] * 12).method is Method.RUNS
    assert trend(series[:10], [20] * 10).method is Method.RUNS
    read = trend([*[74.0, 78] * 6, 74, 98], [20] * 14)
    assert (read.method, read.places, read.rises) == (Method.CONTROL, (13,), True)
