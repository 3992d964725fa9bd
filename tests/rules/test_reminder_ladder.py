"""The reminders around what is due, and the file of the ladders."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journey.rules import ProgrammeError
from app.reminders.rules.ladder import (
    LONDON,
    Audience,
    Rung,
    While,
    parse_ladder,
    reminders_for_call,
)
from app.sites.rules.working_days import is_working_day, working_day_until


def at(*parts: int) -> datetime:
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


BOOKED = at(2027, 1, 4, 12, 0)


def moments(ladder: tuple[Rung, ...], starts_at: datetime) -> list[tuple[str, datetime]]:
    return [(r.rung.code, r.at) for r in reminders_for_call(ladder, starts_at, BOOKED)]


def test_the_ladder_of_a_call_has_four_rungs(ladder: tuple[Rung, ...]) -> None:
    assert [(r.code, r.days, r.only_while) for r in ladder] == [
        ("week-before", -7, While.PLANNED),
        ("on-the-day", 0, While.PLANNED),
        ("not-recorded", 3, While.UNRECORDED),
        ("still-not-recorded", 10, While.UNRECORDED),
    ]
    assert ladder[3].to == (Audience.LEAD, Audience.PORTFOLIO_LEAD)
    assert Audience.SITE_CONTACTS not in {*ladder[2].to, *ladder[3].to}


def test_a_call_is_announced_a_week_before_and_on_the_day(ladder: tuple[Rung, ...]) -> None:
    assert moments(ladder, at(2027, 2, 10, 10, 0)) == [
        ("week-before", at(2027, 2, 3, 9, 0)),
        ("on-the-day", at(2027, 2, 10, 7, 30)),
        ("not-recorded", at(2027, 2, 15, 9, 0)),  # the third day is a Saturday
        ("still-not-recorded", at(2027, 2, 22, 9, 0)),  # the tenth is too
    ]


@pytest.mark.parametrize(
    ("starts_at", "before", "hours_utc"),
    [
        (at(2027, 3, 30, 10, 0), date(2027, 3, 23), (9, 6)),  # clocks go forward on 28 March
        (at(2027, 11, 2, 10, 0), date(2027, 10, 26), (8, 7)),  # clocks go back on 31 October
    ],
)
def test_reminders_keep_their_clock_time_across_a_clock_change(
    ladder: tuple[Rung, ...], starts_at: datetime, before: date, hours_utc: tuple[int, int]
) -> None:
    week_before, on_the_day = [moment for _, moment in moments(ladder, starts_at)][:2]
    assert (week_before.date(), week_before.hour) == (before, 9)
    assert (on_the_day.hour, on_the_day.minute) == (7, 30)
    assert tuple(m.astimezone(UTC).hour for m in (week_before, on_the_day)) == hours_utc


def test_the_day_of_a_call_is_the_day_in_london(ladder: tuple[Rung, ...]) -> None:
    auckland = timezone(timedelta(hours=12))
    starts_at = datetime(2027, 7, 7, 3, 0, tzinfo=auckland)  # 16:00 on 6 July in London
    assert moments(ladder, starts_at)[1][1] == at(2027, 7, 6, 7, 30)


def test_rungs_that_have_passed_at_booking_are_left_out(ladder: tuple[Rung, ...]) -> None:
    booked = at(2027, 2, 8, 15, 0)
    kept = reminders_for_call(ladder, at(2027, 2, 10, 10, 0), booked)
    assert [r.rung.code for r in kept] == ["on-the-day", "not-recorded", "still-not-recorded"]


def test_no_reminder_announces_a_call_that_has_begun(ladder: tuple[Rung, ...]) -> None:
    assert "on-the-day" not in dict(moments(ladder, at(2027, 2, 10, 7, 30)))


def test_a_reminder_before_the_call_moves_back_from_a_holiday(ladder: tuple[Rung, ...]) -> None:
    easter = {date(2027, 3, 26), date(2027, 3, 29)}
    found = reminders_for_call(ladder, at(2027, 4, 5, 10, 0), BOOKED, easter)
    assert found[0].at == at(2027, 3, 25, 9, 0)
    assert working_day_until(date(2027, 3, 29), easter) == date(2027, 3, 25)


def test_a_time_without_a_zone_is_refused(ladder: tuple[Rung, ...]) -> None:
    naive = datetime(2027, 2, 10, 10, 0)  # noqa: DTZ001  the refusal of such a time is the subject
    with pytest.raises(ValueError, match="need a time zone"):
        reminders_for_call(ladder, naive, BOOKED)


@given(
    st.datetimes(datetime(2027, 1, 11), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis wants naive bounds
)
def test_reminders_come_in_time_order_on_working_days(
    ladder: tuple[Rung, ...], starts_at: datetime
) -> None:
    found = reminders_for_call(ladder, starts_at, BOOKED)
    assert [r.at for r in found] == sorted(r.at for r in found)
    for reminder in found:
        assert reminder.rung.days == 0 or is_working_day(reminder.at.date())
        assert (reminder.at < starts_at) == (reminder.rung.only_while is While.PLANNED)


# Faults in the file


def test_a_rung_with_an_impossible_time_is_refused() -> None:
    rung = {"code": "a", "days": 0, "at": "25:00", "while": "planned", "to": ["lead"]}
    with pytest.raises(ProgrammeError, match=r"ladders\.call\[0\]\.at is '25:00'"):
        parse_ladder({"version": 1, "ladders": {"call": [rung]}}, "call")


def test_two_rungs_of_one_name_are_refused() -> None:
    rung = {"code": "a", "days": 0, "at": "09:00", "while": "planned", "to": ["lead"]}
    with pytest.raises(ProgrammeError, match=r"ladders\.call uses a code twice"):
        parse_ladder({"version": 1, "ladders": {"call": [rung, rung]}}, "call")
