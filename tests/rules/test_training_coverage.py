"""Coverage of those trained and still in post, the leaving rate, and when coverage falls."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.training.rules.coverage import (
    MONTH,
    Coverage,
    Headcount,
    LeavingRate,
    Outlook,
    Post,
    Turnover,
    altogether,
    coverage,
    forecast,
    leaving_rate,
    turnover,
)
from app.training.rules.register import StaffRole

P, M = StaffRole.PRACTITIONER, StaffRole.MANAGER
TODAY = date(2027, 6, 1)
LONG_AGO = date(2025, 1, 1)


def post(
    team: int = 1,
    role: StaffRole = P,
    trained: date | None = LONG_AGO,
    left: date | None = None,
    started: date | None = None,
) -> Post:
    return Post(team, role, started, left, trained)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def test_only_those_trained_and_still_in_post_count() -> None:
    people = [
        post(),
        post(trained=None),
        post(trained=TODAY),
        post(trained=TODAY + days(1)),
        post(left=TODAY),  # the last day is a day in post
        post(left=TODAY - days(1)),
        post(started=TODAY + days(1)),
        post(role=M),
    ]
    (row,) = coverage([Headcount(1, "North", 10, 0)], people, P, TODAY)
    assert row == Coverage("North", intended=10, in_post=5, trained=3, covered=3)
    assert row.percent == 30


def test_starters_and_leavers_of_the_last_twelve_months_are_counted() -> None:
    people = [
        post(started=TODAY - days(364)),
        post(started=TODAY - days(365)),  # more than 12 months ago
        post(started=TODAY, trained=None),
        post(started=TODAY - days(9), left=TODAY - days(1), trained=None),
        post(started=TODAY + days(1), trained=None),
        post(left=TODAY - days(365)),
        post(left=TODAY - days(366)),
        post(left=TODAY),  # the last day is a day in post
        post(left=TODAY - days(3), trained=TODAY - days(2)),
        post(),
    ]
    assert turnover(people, TODAY) == Turnover(started=3, waiting=1, left=3, trained=1)


def test_managers_are_counted_apart() -> None:
    people = [post(), post(role=M), post(role=M, trained=None)]
    teams = [Headcount(1, "North", 2, 2)]
    assert [row.percent for row in coverage(teams, people, M, TODAY)] == [50]
    assert [row.percent for row in coverage(teams, people, P, TODAY)] == [50]


def test_a_surplus_in_one_team_does_not_hide_a_gap_in_another() -> None:
    people = [post(1), post(1), post(1), post(2)]
    rows = coverage([Headcount(1, "A", 2, 0), Headcount(2, "B", 2, 0)], people, P, TODAY)
    assert [row.percent for row in rows] == [100, 50]
    whole = altogether(rows)
    assert (whole.trained, whole.covered, whole.percent) == (4, 3, 75)


def test_a_team_that_wants_and_has_nobody_of_a_role_is_left_out() -> None:
    teams = [Headcount(1, "A", 2, 0), Headcount(2, "B", 0, 0)]
    assert [row.name for row in coverage(teams, [], P, TODAY)] == ["A"]
    assert [row.name for row in coverage(teams, [post(2)], P, TODAY)] == ["A", "B"]
    assert coverage(teams, [post(2)], P, TODAY)[1].percent is None


def test_the_leaving_rate_is_leavers_by_months_of_trained_work() -> None:
    people = [
        post(),  # 365 days
        post(trained=TODAY - days(100)),  # 100 days
        post(left=TODAY - days(200)),  # days -365 to -200: 166 days, leaves
        post(left=TODAY - days(366)),  # before the window
        post(left=TODAY),  # still in post today: no leaver yet
        post(trained=None, left=TODAY - days(10)),  # never trained
        post(started=TODAY - days(50)),  # 50 days
        post(left=TODAY + days(30)),  # 365 days, leaves later
    ]
    rate = leaving_rate(people, TODAY)
    assert rate.leavers == 1
    assert rate.person_months == pytest.approx((365 + 100 + 166 + 365 + 50 + 365) / MONTH)
    assert rate.per_month == pytest.approx(1 / rate.person_months)


def test_who_left_on_the_first_day_of_the_window_counts_and_the_day_before_does_not() -> None:
    assert leaving_rate([post(left=TODAY - days(365))], TODAY) == LeavingRate(1, 1 / MONTH)
    assert leaving_rate([post(left=TODAY - days(366))], TODAY) == LeavingRate(0, 0)


def test_who_left_before_being_trained_is_no_trained_leaver() -> None:
    odd = post(trained=TODAY - days(10), left=TODAY - days(20))
    assert leaving_rate([odd], TODAY) == LeavingRate(0, 0)


def test_coverage_falls_below_80_per_cent_on_the_day_the_formula_says() -> None:
    # all of 10 trained; 2 of 100 person-months left: ln(100 / 80) / 0.02 = 11.157 months
    now = Coverage("All", 10, 10, 10, 10)
    found = forecast(now, LeavingRate(2, 100), TODAY)
    assert found.outlook is Outlook.FALLS
    assert found.on == TODAY + days(340)  # 11.157 × 365 ÷ 12 = 339.36, rounded up


def test_a_higher_rate_brings_the_day_nearer() -> None:
    # 90 %, 4 of 96 person-months: ln(90 / 80) / (4 / 96) = 2.827 months = 85.98 days
    found = forecast(Coverage("All", 20, 18, 18, 18), LeavingRate(4, 96), TODAY)
    assert found.on == TODAY + days(86)


def test_at_exactly_80_per_cent_the_day_is_today_and_below_it_there_is_none() -> None:
    rate = LeavingRate(1, 50)
    at = forecast(Coverage("All", 10, 8, 8, 8), rate, TODAY)
    assert (at.outlook, at.on) == (Outlook.FALLS, TODAY)
    assert forecast(Coverage("All", 10, 7, 7, 7), rate, TODAY).outlook is Outlook.BELOW


@pytest.mark.parametrize(
    ("now", "rate", "outlook"),
    [
        (Coverage("All", 0, 3, 3, 0), LeavingRate(1, 50), Outlook.NOBODY),
        (Coverage("All", 10, 10, 10, 10), LeavingRate(1, 23.9), Outlook.TOO_LITTLE),
        (Coverage("All", 10, 10, 10, 10), LeavingRate(0, 120), Outlook.STAYS),
        (Coverage("All", 10, 10, 10, 10), LeavingRate(1, 200), Outlook.FAR),  # 44.6 months
    ],
)
def test_without_a_day_it_says_why(now: Coverage, rate: LeavingRate, outlook: Outlook) -> None:
    found = forecast(now, rate, TODAY)
    assert (found.outlook, found.on) == (outlook, None)


@given(
    intended=st.integers(1, 500),
    share=st.floats(0.8, 1),
    leavers=st.integers(1, 50),
    months=st.floats(24, 5000),
)
def test_on_the_day_foretold_coverage_is_at_most_80_and_the_day_before_not_yet_below(
    intended: int, share: float, leavers: int, months: float
) -> None:
    now = Coverage("All", intended, intended, intended, math.ceil(intended * share))
    found = forecast(now, LeavingRate(leavers, months), TODAY)
    if found.on is None or now.percent is None:
        return

    def after(passed: int) -> float:
        return float(now.percent or 0) * math.exp(-leavers / months * passed / MONTH)

    passed = (found.on - TODAY).days
    assert after(passed) <= 80 + 1e-9
    assert passed == 0 or after(passed - 1) >= 80 - 1e-9
