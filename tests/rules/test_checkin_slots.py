"""Times for calls from working hours, across both changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.checkins.rules import USUAL, Hours, check_hours, day_and_time, overlapping, slots, spread

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2027, 3, 22)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
SHORT = Hours({0: (time(9, 30), time(12, 30))}, minutes=45, buffer=15)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def clock_times(found: list[datetime]) -> list[str]:
    return [f"{one.astimezone(LONDON):%a %H:%M}" for one in found]


def test_slots_fill_the_hours_with_the_buffer_between_them() -> None:
    found = slots(SHORT, MONDAY, MONDAY + timedelta(days=6), now=NOW)
    assert clock_times(found) == ["Mon 09:30", "Mon 10:30", "Mon 11:30"]


def test_calls_and_lunch_are_left_out_with_the_buffer_around_calls_alone() -> None:
    busy = [(at(MONDAY, 10), at(MONDAY, 10, 20))]
    lunch = Hours({0: (time(9), time(14))}, (time(11, 30), time(12, 30)), 45, 15)
    found = slots(lunch, MONDAY, MONDAY, now=NOW, busy=busy)
    assert clock_times(found) == ["Mon 09:00", "Mon 10:45", "Mon 12:30"]


def test_what_has_passed_and_closed_days_are_left_out() -> None:
    week = Hours({0: (time(9), time(10)), 1: (time(9), time(10))})
    late = at(MONDAY, 9)
    assert slots(week, MONDAY, MONDAY, now=late) == []
    found = slots(week, MONDAY, MONDAY + timedelta(days=1), now=NOW, is_open=MONDAY.__ne__)
    assert clock_times(found) == ["Tue 09:00"]


def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_a_change_of_the_clocks() -> None:
    ten = Hours(dict.fromkeys(range(5), (time(10), time(10, 45))))
    spring = slots(ten, date(2027, 3, 26), date(2027, 3, 29), now=NOW)
    assert [one.hour for one in spring] == [10, 9]  # UTC
    autumn = slots(ten, date(2027, 10, 29), date(2027, 11, 1), now=NOW)
    assert [one.hour for one in autumn] == [9, 10]
    assert day_and_time(autumn[0]) == "10:00 on Friday 29 October"


QUARTERS = st.integers(32, 71).map(lambda n: time(n // 4, n % 4 * 15))
SPANS = st.tuples(QUARTERS, QUARTERS).map(lambda two: (min(two), max(two)))
FIRST = st.dates(date(2026, 1, 1), date(2036, 12, 1))


@given(
    first=FIRST,
    week=st.dictionaries(st.integers(0, 4), SPANS, min_size=1),
    lunch=st.none() | SPANS,
    minutes=st.integers(15, 180),
    buffer=st.integers(0, 60),
    taken=st.lists(st.tuples(st.integers(0, 14 * 96), st.integers(5, 180)), max_size=8),
)
def test_slots_never_overlap_and_always_lie_inside_the_hours(
    first: date,
    week: dict[int, tuple[time, time]],
    lunch: tuple[time, time] | None,
    minutes: int,
    buffer: int,
    taken: list[tuple[int, int]],
) -> None:
    begin = at(first, 0)
    busy = [
        (begin + timedelta(minutes=15 * n), begin + timedelta(minutes=15 * n + long))
        for n, long in taken
    ]
    hours, now = Hours(week, lunch, minutes, buffer), begin + timedelta(hours=30)
    found = slots(hours, first, first + timedelta(days=13), now=now, busy=busy)
    gap = timedelta(minutes=minutes + buffer)
    assert all(later - earlier >= gap for earlier, later in zip(found, found[1:], strict=False))
    for one in found:
        local = one.astimezone(LONDON)
        ends = (one + timedelta(minutes=minutes)).astimezone(LONDON)
        opens, closes = week[local.weekday()]
        assert one > now
        assert opens <= local.time() <= ends.time() <= closes
        assert local.minute % 15 == 0
        assert not overlapping(one, minutes, busy)
        if lunch:
            assert ends.time() <= lunch[0] or local.time() >= lunch[1]


def test_a_few_of_many_are_spread_over_the_day() -> None:
    found = slots(USUAL, MONDAY, MONDAY + timedelta(days=6), now=NOW)
    assert clock_times(spread(found, 3, 2)) == [
        "Mon 09:30",
        "Mon 12:30",
        "Mon 15:30",
        "Tue 09:30",
        "Tue 12:30",
        "Tue 15:30",
    ]
    assert clock_times(spread(found[:2], 3, 3)) == ["Mon 09:30", "Mon 10:30"]


def test_hours_that_cannot_be_are_told_by_field() -> None:
    assert check_hours(USUAL, (None, None)) == []
    wrong = Hours({0: (time(7), time(9)), 1: (time(10), time(10))}, minutes=5, buffer=200)
    faults = check_hours(wrong, (time(12), None))
    assert [name for name, _ in faults] == [
        "mon_from",
        "tue_from",
        "lunch_from",
        "minutes",
        "buffer",
    ]
    assert check_hours(Hours({}), (None, None))[0][0] == "mon_from"
