"""How often calls are, and when the next one is proposed."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checkins.rules import (
    Blackout,
    Cadence,
    Closed,
    Interval,
    Leave,
    all_leave,
    check_agreement,
    check_blackout,
    check_cadence,
    objections,
    parse_cadence,
    propose_next_call,
    written,
)
from app.journey.rules import ProgrammeError, Stage
from app.sites.rules import Nation
from app.sites.rules.working_days import bank_holidays, is_working_day

FRIDAY = date(2027, 3, 12)
DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))
LEVELS = st.sampled_from([None, "steady", "watch", "concern", "acute"])
ENGLAND = bank_holidays(Nation.ENGLAND)
INSPECTION = Blackout(date(2027, 4, 12), date(2027, 4, 16), "inspection")


def leave(last: date, cover: str = "Priya") -> Leave:
    return Leave(date(2027, 4, 1), last, "Ada", cover)


def test_days_somebody_entered_themselves_count_where_nobody_covers() -> None:
    covered = leave(date(2027, 4, 5))
    own = Leave(date(2027, 3, 30), date(2027, 4, 9), "Ada")
    found = all_leave([covered], [own])
    assert [(one.first.day, one.last.day, one.cover) for one in found] == [
        (30, 31, ""),
        (1, 5, "Priya"),
        (6, 9, ""),
    ]
    within = Leave(date(2027, 4, 2), date(2027, 4, 5), "Ada")
    assert all_leave([covered], [within]) == (covered,)
    assert all_leave([], [own]) == (own,)


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


def test_what_is_agreed_takes_the_place_of_the_stage_and_a_level_still_shortens_it(
    cadence: Cadence,
) -> None:
    assert cadence.days(Stage.FULL, None, 60) == 60
    assert cadence.days(Stage.FULL, "concern", 60) == 21
    assert cadence.days(Stage.FULL, "concern", 14) == 14
    assert cadence.interval(Stage.FULL) == cadence.stages[Stage.FULL]
    assert cadence.interval(Stage.FULL, "concern") == Interval(21, 14, 28)


def test_the_next_call_follows_the_last_by_the_cadence(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INITIAL, FRIDAY, last_on=FRIDAY)
    assert proposal.sentence == (
        "16 April 2027: 35 days after the last call, the usual time in Initial implementation."
    )


def test_a_first_call_is_counted_from_today(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.INSTALLATION, date(2027, 3, 10))
    assert proposal.sentence == (
        "9 April 2027: 30 days after today, the usual time in Installation."
    )


def test_a_weekend_moves_on_to_monday_and_says_so(cadence: Cadence) -> None:
    proposal = propose_next_call(cadence, Stage.EXPLORATION, date(2027, 3, 11))
    assert proposal.on == date(2027, 4, 12)
    assert proposal.reason.endswith("; 10 April is a Saturday")


def test_bank_holidays_of_the_nation_are_passed_and_named(cadence: Cadence) -> None:
    def at(nation: Nation) -> str:
        closed = Closed(bank_holidays(nation))
        last_on = date(2027, 3, 5)
        return propose_next_call(
            cadence, Stage.FULL, FRIDAY, last_on=last_on, level="concern", closed=closed
        ).sentence

    assert at(Nation.ENGLAND) == (
        "30 March 2027: 21 days after the last call because of the level Concern; 26 and 29 March"
        " are bank holidays."
    )
    assert at(Nation.SCOTLAND).startswith("29 March 2027: ")  # Easter Monday is none there


def test_everything_in_the_way_is_told_in_one_sentence(cadence: Cadence) -> None:
    dark = Blackout(date(2027, 4, 5), date(2027, 4, 6), "inspection")
    closed = Closed({date(2027, 4, 2)}, [dark], [leave(date(2027, 4, 7))])
    proposal = propose_next_call(
        cadence, Stage.EXPLORATION, FRIDAY, last_on=FRIDAY, level="concern", closed=closed
    )
    assert proposal.sentence == (
        "8 April 2027: 21 days after the last call because of the level Concern; 2 April is a bank"
        " holiday; no calls from 5 to 6 April 2027 (inspection); Ada is on leave until 7 April."
    )
    assert "Concern" not in proposal.shared
    assert "sooner than usual; 2 April is a bank holiday" in proposal.shared


def test_days_kept_free_are_never_proposed_however_long(cadence: Cadence) -> None:
    closed = Closed(blackouts=[Blackout(date(2027, 4, 1), date(2027, 5, 14), "restructure")])
    proposal = propose_next_call(cadence, Stage.EXPLORATION, FRIDAY, last_on=FRIDAY, closed=closed)
    assert proposal.on == date(2027, 5, 17)
    assert proposal.reason.endswith("that is more than the 42 days that are usual at most")


def test_leave_is_waited_for_within_the_range_and_covered_beyond_it(cadence: Cadence) -> None:
    def proposed(last: date, cover: str = "Priya") -> str:
        closed = Closed(leave=[leave(last, cover)])
        last_on = date(2027, 3, 8)
        return propose_next_call(
            cadence, Stage.EXPLORATION, FRIDAY, last_on=last_on, closed=closed
        ).sentence

    assert proposed(date(2027, 4, 9)).startswith("12 April 2027: 30 days after the last call")
    assert proposed(date(2027, 4, 9)).endswith("; Ada is on leave until 9 April.")
    assert proposed(date(2027, 4, 30)) == (
        "7 April 2027: 30 days after the last call, the usual time in Exploration; Ada is on leave"
        " until 30 April, so Priya, who covers, can take it."
    )
    assert proposed(date(2027, 4, 30), "").endswith("until 30 April, and nobody covers yet.")


def test_a_call_long_due_is_proposed_for_the_next_working_day(cadence: Cadence) -> None:
    last_on = date(2026, 11, 2)
    proposal = propose_next_call(cadence, Stage.INSTALLATION, FRIDAY, last_on=last_on)
    assert proposal.on == date(2027, 3, 15)
    assert proposal.reason.startswith(
        "a call was due on 2 December 2026, 30 days after the last call"
    )


def test_a_call_due_today_is_proposed_for_the_next_working_day(cadence: Cadence) -> None:
    last_on = FRIDAY - timedelta(days=30)
    proposal = propose_next_call(cadence, Stage.INSTALLATION, FRIDAY, last_on=last_on)
    assert proposal.on == date(2027, 3, 15)
    assert "was due" in proposal.reason


@given(DAYS, st.integers(0, 400), st.sampled_from(Stage), LEVELS, st.integers(0, 40))
def test_a_proposal_is_always_an_open_day_to_come(
    cadence: Cadence, today: date, ago: int, stage: Stage, level: str | None, dark: int
) -> None:
    last_on = today - timedelta(days=ago)
    due = max(last_on + timedelta(days=cadence.days(stage, level)), today + timedelta(days=1))
    kept = Blackout(due, due + timedelta(days=dark), "inspection")
    closed = Closed(ENGLAND, [kept])
    proposal = propose_next_call(cadence, stage, today, last_on=last_on, level=level, closed=closed)
    assert proposal.on > today
    assert is_working_day(proposal.on, ENGLAND)
    assert not kept.holds(proposal.on)
    assert proposal.on - kept.last <= timedelta(days=5)  # Easter at most
    assert not objections(proposal, proposal.on)


def test_an_unusual_day_wants_a_reason_and_says_which(cadence: Cadence) -> None:
    closed = Closed(ENGLAND, [INSPECTION])
    proposal = propose_next_call(cadence, Stage.INITIAL, FRIDAY, last_on=FRIDAY, closed=closed)
    counts = [len(objections(proposal, FRIDAY + timedelta(days=n))) for n in (29, 30, 42, 43)]
    assert counts == [1, 0, 0, 1]
    assert objections(proposal, date(2027, 4, 12)) == (
        "12 to 16 April 2027: no calls were agreed (inspection).",
    )
    assert objections(proposal, date(2027, 5, 31)) == (
        "31 May 2027 is 80 days after the last call, and 30 to 42 are usual.",
        "31 May 2027 is a bank holiday.",
    )


def test_nobody_is_asked_why_an_overdue_call_is_late_nor_why_there_is_one_more(
    cadence: Cadence,
) -> None:
    late = propose_next_call(cadence, Stage.INITIAL, FRIDAY, last_on=date(2026, 11, 2))
    assert not objections(late, late.on + timedelta(days=7))
    assert objections(late, late.on + timedelta(days=8))
    booked = propose_next_call(cadence, Stage.FULL, FRIDAY, last_on=date(2027, 5, 4))
    assert not objections(booked, date(2027, 3, 15))


# What is set and agreed


def test_a_cadence_is_read_as_it_was_written(cadence: Cadence) -> None:
    assert parse_cadence(written(cadence)) == cadence
    assert check_cadence(cadence) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (Interval(5, 5, 5), "full_implementation_days"),
        (Interval(90, 95, 120), "full_implementation_earliest"),
        (Interval(90, 60, 80), "full_implementation_latest"),
        (Interval(90, 60, 500), "full_implementation_latest"),
    ],
)
def test_numbers_that_cannot_be_are_told_by_field(
    cadence: Cadence, changed: Interval, field: str
) -> None:
    wrong = replace(cadence, stages={**cadence.stages, Stage.FULL: changed})
    assert [name for name, _ in check_cadence(wrong)] == [field]


def test_acute_is_called_at_least_as_often_as_concern(cadence: Cadence) -> None:
    wrong = replace(cadence, levels={"concern": 21, "acute": 28})
    assert [name for name, _ in check_cadence(wrong)] == ["level_acute"]


def test_an_agreement_and_a_blackout_have_bounds() -> None:
    assert check_agreement(45, date(2027, 6, 1), FRIDAY) == []
    faults = check_agreement(3, FRIDAY, FRIDAY)
    assert [name for name, _ in faults] == ["days", "until"]
    assert check_blackout(FRIDAY, FRIDAY, FRIDAY) == []
    for first, last in (
        (date(2027, 4, 2), date(2027, 4, 1)),
        (date(2027, 3, 1), date(2027, 3, 11)),
        (date(2027, 4, 1), date(2027, 6, 1)),
    ):
        assert [name for name, _ in check_blackout(first, last, FRIDAY)] == ["last"]


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
