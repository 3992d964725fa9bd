"""Working days, and the bank holidays that differ between the nations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sites.rules import Nation
from app.sites.rules.working_days import (
    bank_holidays,
    is_working_day,
    working_day_from,
    working_day_until,
    working_days_after,
    working_days_between,
)

ENGLAND = bank_holidays(Nation.ENGLAND)


@pytest.mark.parametrize(
    ("nation", "day", "works"),
    [
        (Nation.SCOTLAND, date(2027, 11, 30), False),  # Saint Andrew's Day
        (Nation.ENGLAND, date(2027, 11, 30), True),
        (Nation.NORTHERN_IRELAND, date(2027, 7, 12), False),
        (Nation.WALES, date(2027, 7, 12), True),
        (Nation.SCOTLAND, date(2028, 4, 17), True),  # no Easter Monday there
        (Nation.ENGLAND, date(2028, 4, 17), False),
        (Nation.ENGLAND, date(2027, 12, 27), False),  # Christmas Day fell on a Saturday
    ],
)
def test_bank_holidays_are_those_of_the_nation(nation: Nation, day: date, works: bool) -> None:
    assert is_working_day(day, bank_holidays(nation)) is works


def test_working_days_are_counted_over_a_long_weekend() -> None:
    before_easter = date(2027, 3, 25)
    assert working_day_from(date(2027, 3, 26), ENGLAND) == date(2027, 3, 30)
    assert working_day_until(date(2027, 3, 29), ENGLAND) == before_easter
    assert working_days_after(before_easter, 1, ENGLAND) == date(2027, 3, 30)
    assert working_days_after(date(2027, 3, 27), 0, ENGLAND) == date(2027, 3, 30)
    assert working_days_between(before_easter, date(2027, 3, 30), ENGLAND) == 1
    assert working_days_between(date(2027, 3, 30), before_easter, ENGLAND) == 0
    with pytest.raises(ValueError, match="forward"):
        working_days_after(before_easter, -1)


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)), st.integers(1, 30))
def test_counting_forward_and_back_agree(day: date, number: int) -> None:
    then = working_days_after(day, number, ENGLAND)
    assert is_working_day(then, ENGLAND)
    assert working_days_between(day, then, ENGLAND) == number
