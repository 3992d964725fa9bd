"""When the next check-in call is proposed, and the reminders around a call."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checkins.rules.cadence import (
    LONDON,
    Audience,
    Cadence,
    Rung,
    While,
    is_outside_cadence,
    parse_cadence,
    parse_ladder,
    propose_next_call,
    reminders_for_call,
)
from app.journey.rules import ProgrammeError, Stage
from app.sites.rules.working_days import is_working_day, working_day_until

FRIDAY = date(2027, 3, 12)
DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))
LEVELS = st.sampled_from([None, "steady", "watch", "concern", "acute"])


def test_the_usual_cadence_depends_on_the_stage(cadence: Cadence) -> None:
    assert [cadence.days(stage) for stage in Stage] == [30, 30, 35, 90, 180]


def test_concern_and_acute_shorten_every_cadence(cadence: Cadence) -> None:
    for stage in Stage:
        assert cadence.days(stage, "concern") == 21
        assert cadence.days(stage, "acute") == 14
        assert cadence.days(stage, "watch") == cadence.days(stage)


def test_a_level_never_lengthens_a_cadence(cadence: Cadence) -> None:
    slow = Cadence(cadence.stages, {"concern": 400})
    assert slow.days(Stage.FULL, "concern") == 90


def test_the_next_call_follows_the_last_by_the_cadence(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INITIAL, FRIDAY, last_on=FRIDAY)
    assert proposal.on == date(2027, 4, 16)
    assert (
        proposal.reason == "35 days after the last call, the usual time in Initial implementation"
    )


def test_a_first_call_is_counted_from_today(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INSTALLATION, date(2027, 3, 10))
    assert proposal.on == date(2027, 4, 9)
    assert "after today" in proposal.reason


def test_a_weekend_moves_on_to_monday(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.EXPLORATION, date(2027, 3, 11))
    assert proposal.on == date(2027, 4, 12)  # 10 April 2027 is a Saturday


def test_a_holiday_moves_on_to_the_next_working_day(cadence: Cadence) -> None:
    holidays = {date(2027, 4, 12), date(2027, 4, 13)}
    proposal = propose_next_call(cadence, Stage.EXPLORATION, date(2027, 3, 11), holidays=holidays)
    assert proposal.on == date(2027, 4, 14)


def test_a_level_brings_the_call_forward_and_says_so(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.FULL, FRIDAY, last_on=FRIDAY, level="acute")
    assert proposal.on == date(2027, 3, 26)
    assert proposal.reason.endswith("because of the early-warning level")


def test_a_call_long_due_is_proposed_for_the_next_working_day(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INSTALLATION, FRIDAY, last_on=date(2026, 11, 2))
    assert proposal.on == date(2027, 3, 15)
    assert proposal.reason == "since a call was due 30 days after the last one"


def test_a_call_due_today_is_proposed_for_the_next_working_day(cadence: Cadence) -> None:
    last_on = FRIDAY - timedelta(days=30)
    proposal = propose_next_call(cadence, Stage.INSTALLATION, FRIDAY, last_on=last_on)
    assert proposal.on == date(2027, 3, 15)
    assert "was due" in proposal.reason


@given(DAYS, st.integers(0, 400), st.sampled_from(Stage), LEVELS)
def test_a_proposal_is_always_a_working_day_to_come(
    cadence: Cadence, today: date, ago: int, stage: Stage, level: str | None
) -> None:
    last_on = today - timedelta(days=ago)
    proposal = propose_next_call(cadence, stage, today, last_on=last_on, level=level)
    assert proposal.on > today
    assert is_working_day(proposal.on)
    due = last_on + timedelta(days=cadence.days(stage, level))
    assert proposal.on - max(due, today + timedelta(days=1)) <= timedelta(days=2)


def test_a_day_outside_the_range_of_the_stage_is_told(cadence: Cadence) -> None:
    def outside(days: int) -> bool:
        chosen = FRIDAY + timedelta(days=days)
        return is_outside_cadence(cadence, Stage.INITIAL, FRIDAY, chosen)

    assert [outside(days) for days in (29, 30, 42, 43)] == [True, False, False, True]


# Reminders


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


# Faults in the files


def cadence_raw() -> dict[str, Any]:
    interval = {"days": 30, "earliest": 20, "latest": 40}
    return {
        "version": 1,
        "levels": {"acute": 14},
        "stages": {s.value: dict(interval) for s in Stage},
    }


def test_a_stage_without_a_cadence_is_refused() -> None:
    raw = cadence_raw()
    del raw["stages"]["full-implementation"]
    with pytest.raises(ProgrammeError, match=r"stages\.full-implementation is missing"):
        parse_cadence(raw)


def test_days_outside_their_own_range_are_refused() -> None:
    raw = cadence_raw()
    raw["stages"]["exploration"]["latest"] = 25
    with pytest.raises(ProgrammeError, match=r"stages\.exploration must have days between"):
        parse_cadence(raw)


def test_a_rung_with_an_impossible_time_is_refused() -> None:
    rung = {"code": "a", "days": 0, "at": "25:00", "while": "planned", "to": ["lead"]}
    with pytest.raises(ProgrammeError, match=r"ladders\.call\[0\]\.at is '25:00'"):
        parse_ladder({"version": 1, "ladders": {"call": [rung]}}, "call")


def test_two_rungs_of_one_name_are_refused() -> None:
    rung = {"code": "a", "days": 0, "at": "09:00", "while": "planned", "to": ["lead"]}
    with pytest.raises(ProgrammeError, match=r"ladders\.call uses a code twice"):
        parse_ladder({"version": 1, "ladders": {"call": [rung, rung]}}, "call")
