"""A milestone's status, what it waits for, when it is due and what counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journey.rules import (
    DateMoveReason,
    DueState,
    MilestoneStatus,
    Programme,
    TimeBand,
    check_date_move,
    check_done,
    check_status_move,
    count,
    count_by_band,
    due_state,
    move_needs_reason,
    shown_status,
    weeks_late,
)

S = MilestoneStatus
TODAY = date(2027, 3, 12)
STATUSES = st.sampled_from(MilestoneStatus)


@pytest.mark.parametrize(
    ("current", "target"),
    [
        (S.NOT_STARTED, S.IN_PROGRESS),
        (S.NOT_STARTED, S.DONE),
        (S.IN_PROGRESS, S.DONE),
        (S.IN_PROGRESS, S.NOT_STARTED),
    ],
)
def test_everyday_moves_need_no_reason(current: S, target: S) -> None:
    assert not move_needs_reason(current, target)
    assert check_status_move(current, target, "") == []


@pytest.mark.parametrize(
    ("current", "target"),
    [
        (S.NOT_STARTED, S.NOT_REQUIRED),
        (S.IN_PROGRESS, S.DROPPED),
        (S.CANNOT_START, S.DONE),
        (S.CANNOT_START, S.IN_PROGRESS),
        (S.DONE, S.IN_PROGRESS),
        (S.DROPPED, S.NOT_STARTED),
        (S.NOT_REQUIRED, S.IN_PROGRESS),
    ],
)
def test_setting_aside_starting_early_and_reopening_need_a_reason(current: S, target: S) -> None:
    (message,) = check_status_move(current, target, " ")
    assert message == f"Enter why this changes from “{current.label}” to “{target.label}”"
    assert check_status_move(current, target, "Agreed at the last call") == []


@pytest.mark.parametrize(
    ("current", "target"),
    [
        (S.DONE, S.DROPPED),
        (S.DONE, S.NOT_REQUIRED),
        (S.DROPPED, S.DONE),
        (S.NOT_STARTED, S.CANNOT_START),
        (S.IN_PROGRESS, S.IN_PROGRESS),
    ],
)
def test_other_moves_are_refused_whatever_the_reason(current: S, target: S) -> None:
    (message,) = check_status_move(current, target, "Because")
    assert message.startswith("Choose another status")


@given(STATUSES)
def test_nobody_sets_cannot_start_yet_by_hand(current: S) -> None:
    assert check_status_move(current, S.CANNOT_START, "Because") != []


def test_done_needs_a_date_that_is_not_in_the_future(programme: Programme) -> None:
    group = programme.milestone("steering-group")
    assert check_done(group, TODAY, False, TODAY) == []
    assert check_done(group, None, False, TODAY) == ["Enter the date on which this happened"]
    assert check_done(group, TODAY + timedelta(days=1), False, TODAY) == [
        "The date on which this happened must be today or in the past"
    ]


def test_done_needs_evidence_where_the_programme_asks_for_it(programme: Programme) -> None:
    contract = programme.milestone("contract")
    assert check_done(contract, TODAY, False, TODAY) == [
        "Add a note or a file that shows this is done"
    ]
    assert check_done(contract, TODAY, True, TODAY) == []


def test_a_milestone_waits_while_what_it_builds_on_is_open() -> None:
    open_ones = (S.NOT_STARTED, S.IN_PROGRESS, S.CANNOT_START)
    for earlier in open_ones:
        assert shown_status(S.NOT_STARTED, ["isa"], {"isa": earlier}) is S.CANNOT_START
    assert shown_status(S.NOT_STARTED, ["isa"], {}) is S.CANNOT_START


@pytest.mark.parametrize("earlier", [S.DONE, S.NOT_REQUIRED, S.DROPPED])
def test_what_is_done_or_set_aside_lets_its_followers_start(earlier: S) -> None:
    assert shown_status(S.CANNOT_START, ["isa"], {"isa": earlier}) is S.NOT_STARTED


@pytest.mark.parametrize("stored", [S.IN_PROGRESS, S.DONE, S.NOT_REQUIRED, S.DROPPED])
def test_what_has_begun_or_ended_shows_as_it_is(stored: S) -> None:
    assert shown_status(stored, ["isa"], {"isa": S.NOT_STARTED}) is stored


@pytest.mark.parametrize(
    ("days_late", "state"),
    [
        (-15, DueState.LATER),
        (-14, DueState.DUE_SOON),
        (0, DueState.DUE_SOON),
        (1, DueState.OVERDUE),
        (60, DueState.OVERDUE),
        (61, DueState.LONG_OVERDUE),
    ],
)
def test_due_states_change_on_these_days(days_late: int, state: DueState) -> None:
    planned = TODAY - timedelta(days=days_late)
    assert due_state(planned, S.NOT_STARTED, TODAY) is state
    assert state.is_late == (days_late > 0)


@pytest.mark.parametrize("status", [S.DONE, S.NOT_REQUIRED, S.DROPPED])
def test_closed_milestones_are_never_late(status: S) -> None:
    long_ago = TODAY - timedelta(days=400)
    assert due_state(long_ago, status, TODAY) is DueState.CLOSED
    assert weeks_late(long_ago, status, TODAY) == 0


def test_a_milestone_without_a_date_is_undated() -> None:
    assert due_state(None, S.IN_PROGRESS, TODAY) is DueState.UNDATED
    assert weeks_late(None, S.IN_PROGRESS, TODAY) == 0


@pytest.mark.parametrize(("days_late", "weeks"), [(0, 0), (1, 1), (7, 1), (8, 2), (61, 9)])
def test_lateness_is_told_in_begun_weeks(days_late: int, weeks: int) -> None:
    assert weeks_late(TODAY - timedelta(days=days_late), S.NOT_STARTED, TODAY) == weeks


def test_not_required_leaves_the_count_and_dropped_stays_in_it() -> None:
    found = count([S.DONE, S.DONE, S.DONE, S.DROPPED, S.IN_PROGRESS, S.NOT_REQUIRED])
    assert found.words == "3 of 5 done"


def test_every_band_is_counted_even_an_empty_one() -> None:
    counts = count_by_band([(TimeBand.MONTHS_3_6, S.DONE), (TimeBand.MONTHS_3_6, S.NOT_STARTED)])
    assert list(counts) == list(TimeBand)
    assert counts[TimeBand.MONTHS_3_6].words == "1 of 2 done"
    assert counts[TimeBand.MONTHS_12_ON].of == 0


@given(st.lists(STATUSES))
def test_no_more_is_done_than_counts(statuses: list[S]) -> None:
    found = count(statuses)
    assert 0 <= found.done <= found.of <= len(statuses)
    assert found.of == len(statuses) - statuses.count(S.NOT_REQUIRED)


def test_a_moved_date_needs_a_new_date_and_a_reason() -> None:
    assert check_date_move(TODAY, None, [], "") == [
        "Enter the new date",
        "Choose at least one reason",
    ]
    assert check_date_move(TODAY, TODAY, [DateMoveReason.STAFFING], "") == [
        "Enter a date other than the present one"
    ]
    later = TODAY + timedelta(days=30)
    assert check_date_move(TODAY, later, [DateMoveReason.STAFFING], "") == []


def test_another_reason_needs_words() -> None:
    reasons = [DateMoveReason.STAFFING, DateMoveReason.OTHER]
    assert check_date_move(None, TODAY, reasons, " ") == ["Enter what the other reason is"]
    assert check_date_move(None, TODAY, reasons, "Snow") == []


def test_every_status_and_reason_has_a_label() -> None:
    assert [s.label for s in S][:2] == ["Cannot start yet", "Not started"]
    assert len({reason.label for reason in DateMoveReason}) == len(DateMoveReason)
