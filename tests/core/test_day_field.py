"""A date typed in three parts."""

from datetime import date

import pytest

from app.core.web.day_field import read_day


@pytest.mark.parametrize(
    "typed",
    [("27", "3", "2027"), (" 27 ", "03", "2027"), ("27", "March", "2027"), ("27", "mar", "2027")],
)
def test_a_month_may_be_a_number_or_its_name(typed: tuple[str, str, str]) -> None:
    assert read_day(typed) == date(2027, 3, 27)


def test_nothing_typed_is_no_date() -> None:
    assert read_day(("", " ", "")) is None


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (("27", "", "2027"), "must include a month"),
        (("", "", "2027"), "must include a day and a month"),
        (("31", "2", "2027"), "must be a real date"),
        (("29", "2", "2027"), "must be a real date"),
        (("2_7", "3", "2027"), "must be a real date"),
        (("-1", "3", "2027"), "must be a real date"),
        (("1", "3", "99999999999999999999"), "must be a real date"),
        (("27", "ju", "2027"), "must be a real date"),
        (("27", "3", "27"), "four figures"),
        (("27", "3", "99999"), "must be a real date"),
        (("²", "3", "2027"), "must be a real date"),
    ],
)
def test_what_is_wrong_is_said_so_that_it_can_be_put_right(
    typed: tuple[str, str, str], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        read_day(typed)
