"""What is asked of the list of calls across sites, and the months of its calendar."""

from datetime import date

import pytest

from app.checkins.rules.across import CallsWish, Month, Section, end_of_week
from app.sites.rules import Stage

TODAY = date(2027, 3, 12)  # a Friday


def test_an_address_holds_the_whole_wish() -> None:
    asked = {
        "whose": "everybody",
        "lead": "7",
        "stage": "installation",
        "state": "without",
        "level": "acute",
    }
    wish = CallsWish.read({**asked, "sort": "-last", "page": "2", "nation": "Atlantis"})
    assert (wish.stage, wish.lead, wish.nation) == (Stage.INSTALLATION, 7, None)
    assert wish.sections == (Section.OVERDUE, Section.UNBOOKED)
    assert wish.query(page=1) == {**asked, "sort": "-last"}


def test_what_cannot_be_understood_does_not_narrow() -> None:
    odd = {"whose": "x", "lead": "x", "state": "x", "sort": "x", "page": "-1"}
    assert CallsWish.read(odd) == CallsWish()


@pytest.mark.parametrize(
    ("today", "sunday"),
    [(TODAY, date(2027, 3, 14)), (date(2027, 3, 14), date(2027, 3, 14))],
)
def test_a_week_ends_on_sunday(today: date, sunday: date) -> None:
    assert end_of_week(today) == sunday


def test_a_month_is_read_from_its_address_and_has_whole_weeks() -> None:
    month = Month.read("2028-02", TODAY)
    assert (month.first, month.last) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (str(month.before), str(month.after)) == ("2028-01", "2028-03")
    assert [week[0] for week in month.weeks][0] == date(2028, 1, 31)
    assert {len(week) for week in month.weeks} == {7}
    assert month.weeks[-1][0] <= month.last <= month.weeks[-1][-1]


@pytest.mark.parametrize("text", ["", "2027-13", "27-3", "9999-01", "2027-3x", "²027-03"])
def test_another_address_shows_this_month(text: str) -> None:
    assert str(Month.read(text, TODAY)) == "2027-03"
