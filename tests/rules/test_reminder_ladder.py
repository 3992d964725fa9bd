"""The ladders: their file, when a rung is due, and changing them."""

from copy import deepcopy
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journey.rules import ProgrammeError
from app.notices.rules import Kind
from app.reminders.rules import (
    Audience,
    Ladders,
    NewRung,
    Phase,
    Rung,
    as_content,
    check_rung,
    differences,
    moment_of,
    parse_ladders,
    rung_of,
    slot_at,
    times,
    with_content,
    with_rung,
    without_rung,
)
from app.reminders.rules.ladder import LONDON
from app.sites.rules import Nation
from app.sites.rules.working_days import bank_holidays, is_working_day

CALLS = ("calls", "ahead")


def rung(days: int, at: str = "07:30", *to: Audience) -> Rung:
    return Rung(f"r{days}", days, time.fromisoformat(at), to or (Audience.NSPCC,))


def new(days: str = "5", side: str = "before", at: str = "07:30", **more: Any) -> NewRung:
    return NewRung(
        **{"days": days, "side": side, "at": at, "to": ("nspcc",), "reason": "a", **more}
    )


def test_the_ladders_of_the_programme_are_what_people_were_promised(ladders: Ladders) -> None:
    def days(*key: str) -> list[int]:
        return [one.days for one in ladders.rungs[key[0], key[1]]]

    assert days("calls", "ahead") == [-7, 0]
    assert days("calls", "unrecorded") == [3, 10]
    assert days("contracts", "open") == [-180, -60, 0]
    assert days("licences", "open") == [-90, -60, -30]
    assert days("assessments", "rate") == [-7, -1, 3]
    assert Audience.PORTFOLIO in ladders.rungs["calls", "unrecorded"][1].to
    told_as_it_happens = {Kind.WARNINGS, Kind.SAFETY, Kind.DIGEST}
    assert {Kind(kind) for kind, _ in ladders.rungs} == set(Kind) - told_as_it_happens
    assert all(ladders.hours.hold(one.at) for some in ladders.rungs.values() for one in some)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-7, date(2027, 3, 25)),  # a week before 1 April
        (-4, date(2027, 3, 25)),  # a Sunday in Easter week: Good Friday is the 26th
        (-3, date(2027, 3, 25)),  # Easter Monday
        (0, date(2027, 4, 1)),
        (2, date(2027, 4, 5)),  # a Saturday
    ],
)
def test_a_rung_moves_to_a_working_day_of_the_nation(days: int, expected: date) -> None:
    found = moment_of(rung(days), date(2027, 4, 1), bank_holidays(Nation.ENGLAND))
    assert found.date() == expected


def test_a_holiday_of_one_nation_is_a_working_day_of_another() -> None:
    st_andrews = date(2026, 11, 30)
    due = date(2026, 12, 1)
    assert moment_of(rung(-1), due, bank_holidays(Nation.ENGLAND)).date() == st_andrews
    assert moment_of(rung(-1), due, bank_holidays(Nation.SCOTLAND)).date() == date(2026, 11, 27)


def test_a_rung_on_the_day_never_moves() -> None:
    christmas = date(2027, 12, 25)
    assert moment_of(rung(0), christmas, bank_holidays(Nation.WALES)).date() == christmas


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)), st.integers(-200, 200))
def test_a_moment_keeps_the_clock_and_is_a_working_day(on: date, days: int) -> None:
    holidays = bank_holidays(Nation.ENGLAND)
    at = moment_of(rung(days), on, holidays)
    assert (at.hour, at.minute) == (7, 30)
    assert at.astimezone(UTC).hour in (6, 7)
    assert days == 0 or is_working_day(at.date(), holidays)
    assert (at.date() - on).days * days >= 0


def test_runs_are_at_full_hours_and_named_times_and_never_at_night(ladders: Ladders) -> None:
    found = times(ladders)
    assert (found[0], found[-1]) == (time(7), time(18))
    assert time(7, 30) in found
    night = [datetime(2027, 3, 28, hour, 30, tzinfo=LONDON) for hour in (0, 2, 3, 6, 19, 23)]
    assert {slot_at(ladders, moment) for moment in night} == {None}
    slot = slot_at(ladders, datetime(2027, 3, 28, 6, 45, tzinfo=UTC))  # 07:45 in summer time
    assert slot is not None
    assert (slot.on, slot.at, slot.number) == (date(2027, 3, 28), time(7, 30), 450)


# Faults in the file


@pytest.fixture
def raw(ladders_raw: dict[str, Any]) -> dict[str, Any]:
    return deepcopy(ladders_raw)


def _of_calls(raw: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = raw["ladders"]["calls"]["ahead"]
    return found


def test_a_rung_with_an_impossible_time_is_refused(raw: dict[str, Any]) -> None:
    _of_calls(raw)["rungs"][0]["at"] = "25:00"
    with pytest.raises(ProgrammeError, match=r"calls\.ahead\.rungs\[0\]\.at is '25:00'"):
        parse_ladders(raw)


def test_two_rungs_of_one_name_are_refused(raw: dict[str, Any]) -> None:
    _of_calls(raw)["rungs"][1]["code"] = "week-before"
    with pytest.raises(ProgrammeError, match=r"calls\.ahead uses a code twice"):
        parse_ladders(raw)


def test_hours_before_three_and_phases_that_follow_nothing_are_refused(
    raw: dict[str, Any],
) -> None:
    raw["ladders"]["calls"]["unrecorded"]["follows"] = "nothing"
    with pytest.raises(ProgrammeError, match="follows 'nothing', which is not there"):
        parse_ladders(raw)
    raw["hours"]["from"] = "01:00"
    with pytest.raises(ProgrammeError, match="hours must begin after 03:00"):
        parse_ladders(raw)


# Changing a ladder


def test_what_is_kept_of_a_version_reads_as_it_was_and_new_phases_keep_their_own(
    ladders: Ladders,
) -> None:
    changed = with_rung(ladders, CALLS, rung(-2))
    content = as_content(changed)
    assert with_content(ladders, content).rungs == changed.rungs
    del content["calls"]["missed"]
    content["calls"]["gone"] = []
    content["calls"]["ahead"] = []
    again = with_content(ladders, content)
    assert again.rungs[CALLS] == ()
    assert again.rungs["calls", "missed"] == ladders.rungs["calls", "missed"]
    assert ("calls", "gone") not in again.rungs


@pytest.mark.parametrize(
    ("typed", "phase", "field", "words"),
    [
        (new("0"), "milestones open", "days", "from 1 to 400"),
        (new("401"), "milestones open", "days", "from 1 to 400"),
        (new("²"), "milestones open", "days", "from 1 to 400"),
        (new(side="sideways"), "milestones open", "side", "before, on or after"),
        (new(side="after"), "calls ahead", "side", "over after the day"),
        (new(side="on"), "calls unrecorded", "side", "choose after the day"),
        (new(at="7.30"), "milestones open", "at", "such as 07:30"),
        (new(at="06:59"), "milestones open", "at", "nobody is reminded at night"),
        (new(at="19:00"), "milestones open", "at", "nobody is reminded at night"),
        (new(to=()), "milestones open", "to", "at least one"),
        (new(to=("everybody",)), "milestones open", "to", "from the list"),
        (new("7"), "milestones open", "days", "already"),
        (new(reason=" "), "milestones open", "reason", "why the ladder changes"),
    ],
)
def test_a_rung_that_cannot_be_is_refused(
    ladders: Ladders, typed: NewRung, phase: str, field: str, words: str
) -> None:
    kind, code = phase.split()
    others = ladders.rungs[kind, code]
    faults = check_rung(typed, ladders, ladders.phases[kind, code], others=others)
    assert [name for name, _ in faults] == [field]
    assert words in faults[0][1]


def test_a_good_rung_is_named_after_its_place_and_its_change_is_said(ladders: Ladders) -> None:
    key = ("milestones", "open")
    phase: Phase = ladders.phases[key]
    typed = new("7", "after", "08:15", to=("portfolio", "strategic"))
    assert check_rung(typed, ladders, phase, others=ladders.rungs[key]) == []
    made = rung_of(typed, "", {"after-7"})
    assert made == Rung("after-7-2", 7, time(8, 15), (Audience.STRATEGIC, Audience.PORTFOLIO))
    added = with_rung(ladders, key, made)
    assert [one.days for one in added.rungs[key]] == [-7, 3, 7, 21]
    assert list(differences(ladders, added)) == [
        "Milestones: added “7 days after, 08:15” to Strategic leads of the site and "
        "Portfolio leads."
    ]
    assert list(differences(added, without_rung(added, key, "after-7-2"))) == [
        "Milestones: removed “7 days after, 08:15” to Strategic leads of the site and "
        "Portfolio leads."
    ]
    moved = rung_of(new("1"), "overdue", ())
    assert moved.code == "overdue"
    assert "became “1 day before, 07:30”" in next(
        differences(ladders, with_rung(ladders, key, moved))
    )


def test_a_ladder_has_ten_rungs_at_most(ladders: Ladders) -> None:
    many = [rung(-number) for number in range(20, 30)]
    faults = check_rung(new(), ladders, ladders.phases["milestones", "open"], others=many)
    assert "at most 10 rungs" in faults[0][1]
    assert not check_rung(new(), ladders, ladders.phases["milestones", "open"], "r-20", many[1:])
