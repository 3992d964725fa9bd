"""Progress scores: worked by hand on small journeys, and what must hold for every journey."""

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journey.rules import MilestoneStatus as Status
from app.journey.rules import Programme, Stage
from app.journey.rules.keeping import packed, unpacked
from app.journey.rules.lag import expected_stage, stages_behind, weeks_behind
from app.journey.rules.scores import (
    Activity,
    ActivityState,
    Clock,
    Duration,
    Precision,
    Score,
    activity,
    closed_stages,
    scores,
    stage_reached,
    tally,
)

DAY = date(2026, 1, 1)
TODAY = DAY + timedelta(days=200)
EXPLORE, INSTALL, INITIAL, *_ = Stage


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def done(stage: Stage, *days: int) -> list[Activity]:
    return [activity(stage, Status.DONE, on(day), None) for day in days]


def left(stage: Stage, status: Status = Status.NOT_STARTED, times: int = 1) -> list[Activity]:
    return [activity(stage, status, None, None)] * times


def closed(found: list[Activity]) -> frozenset[Stage]:
    return closed_stages(tally(found))


def stage_of(found: list[Activity], stage: Stage, stopped: date | None = None) -> Score:
    return scores(tally(found), TODAY, stopped).stages[stage]


def test_dropped_work_stays_in_the_count_and_work_not_required_leaves_it() -> None:
    found = [
        *done(EXPLORE, 0, 5),
        *left(EXPLORE, Status.DROPPED),
        *left(EXPLORE, Status.NOT_REQUIRED),
        *left(EXPLORE),
    ]
    counted = tally(found)[EXPLORE]
    assert (counted.done, counted.applicable) == (2, 4)
    assert counted.proportion == Fraction(1, 2)


def test_what_has_no_date_is_not_completed() -> None:
    found = [
        activity(EXPLORE, Status.DONE, None, None),
        activity(EXPLORE, Status.IN_PROGRESS, on(3), None),
    ]
    assert [one.state for one in found] == [ActivityState.NOT_YET] * 2
    assert tally(found)[EXPLORE].first is None


def test_a_finished_stage_lasts_from_its_first_to_its_last_activity() -> None:
    found = [*done(EXPLORE, 40, 10, 25)]
    assert stage_of(found, EXPLORE).duration == Duration(30, Clock.ENDED)
    assert stage_of(found, EXPLORE).is_closed


def test_an_unfinished_stage_runs_until_today_and_says_so() -> None:
    score = stage_of([*done(INSTALL, 50), *left(INSTALL)], INSTALL)
    assert score.duration == Duration(150, Clock.RUNNING)
    assert score.duration.clock.is_open
    assert not score.is_closed


def test_stages_may_overlap_and_later_work_may_come_first() -> None:
    found = [*done(EXPLORE, 60, 90), *done(INSTALL, 20, 70), *done(INITIAL, 10), *left(INITIAL)]
    all_scores = scores(tally(found), TODAY)
    assert all_scores.stages[EXPLORE].duration == Duration(30, Clock.ENDED)
    assert all_scores.stages[INSTALL].duration == Duration(50, Clock.ENDED)
    assert all_scores.preparation.duration == Duration(70, Clock.ENDED)  # one clock, not 30 + 50
    assert all_scores.implementation.duration == Duration(190, Clock.RUNNING)
    assert all_scores.total.duration == Duration(190, Clock.RUNNING)
    assert all_scores.reached is INITIAL


def test_eighty_per_cent_are_enough_once_a_later_stage_is_closed() -> None:
    four_of_five = [*done(EXPLORE, 0, 1, 2, 3), *left(EXPLORE)]
    assert closed(four_of_five) == set()
    assert closed([*four_of_five, *done(INSTALL, 9)]) == {EXPLORE, INSTALL}
    assert closed([*four_of_five, *done(INSTALL, 9), *left(INSTALL)]) == set()
    assert closed([*done(EXPLORE, 0, 1, 2), *left(EXPLORE), *done(INSTALL, 9)]) == {
        INSTALL
    }  # three of four are too few


def test_a_stage_closed_with_eighty_per_cent_closes_the_ones_before_it() -> None:
    found = [
        *done(EXPLORE, 0, 1, 2, 3),
        *left(EXPLORE),
        *done(INSTALL, 4, 5, 6, 7),
        *left(INSTALL),
        *done(INITIAL, 9),
    ]
    assert closed(found) == {EXPLORE, INSTALL, INITIAL}
    assert stage_of(found, EXPLORE).duration == Duration(3, Clock.ENDED)


def test_a_stage_with_nothing_required_has_no_score_and_closes_nothing() -> None:
    found = [*done(EXPLORE, 0, 1, 2, 3), *left(EXPLORE), *left(INSTALL, Status.NOT_REQUIRED, 3)]
    score = stage_of(found, INSTALL)
    assert score == Score(tally([])[INSTALL], is_closed=False, duration=None)
    assert score.proportion is None
    assert closed(found) == set()


def test_a_phase_is_closed_without_the_stage_in_which_nothing_is_required() -> None:
    found = [*done(EXPLORE, 0, 30), *left(INSTALL, Status.NOT_REQUIRED)]
    assert scores(tally(found), TODAY).preparation.duration == Duration(30, Clock.ENDED)


@pytest.mark.parametrize("found", [[], [*left(EXPLORE, times=3), *left(INITIAL, Status.DROPPED)]])
def test_where_nothing_is_done_there_is_no_clock(found: list[Activity]) -> None:
    all_scores = scores(tally(found), TODAY)
    assert all_scores.reached is None
    assert all_scores.total.duration is None
    assert scores(tally(found), TODAY, on(50)).total.duration is None


def test_a_preparation_left_incomplete_is_over_with_its_last_activity() -> None:
    found = [*done(EXPLORE, 0, 30), *left(EXPLORE, times=3), *done(INITIAL, 90), *left(INITIAL)]
    all_scores = scores(tally(found), TODAY)
    assert all_scores.preparation.duration == Duration(30, Clock.LEFT)
    assert not all_scores.preparation.is_closed
    assert all_scores.stages[EXPLORE].duration == Duration(200, Clock.RUNNING)
    assert all_scores.implementation.duration == Duration(110, Clock.RUNNING)


def test_a_discontinued_site_keeps_its_scores_and_its_clock_stops() -> None:
    found = [*done(EXPLORE, 0, 20), *done(INSTALL, 30), *left(INSTALL, Status.DROPPED)]
    assert stage_of(found, EXPLORE, on(80)).duration == Duration(20, Clock.ENDED)
    score = stage_of(found, INSTALL, on(80))
    assert score.duration == Duration(50, Clock.STOPPED)
    assert score.is_closed
    assert score.duration.clock.is_open
    assert score.proportion == Fraction(1, 2)


def test_a_discontinuation_ahead_does_not_stop_the_clock_later_than_today() -> None:
    found = [*done(INSTALL, 30), *left(INSTALL)]
    assert stage_of(found, INSTALL, on(900)).duration == Duration(170, Clock.STOPPED)


def test_what_was_done_after_the_discontinuation_is_not_cut_off() -> None:
    found = [*done(INSTALL, 30, 60), *left(INSTALL)]
    assert stage_of(found, INSTALL, on(40)).duration == Duration(30, Clock.STOPPED)


def test_a_date_known_by_its_month_is_the_middle_of_it_and_marked() -> None:
    first = activity(EXPLORE, Status.DONE, date(2026, 2, 1), None, Precision.MONTH)
    last = activity(EXPLORE, Status.DONE, date(2026, 4, 30), None, Precision.MONTH)
    assert first.done_on == date(2026, 2, 15)
    score = stage_of([first, last], EXPLORE)
    assert score.duration == Duration(59, Clock.ENDED)  # 15 February to 15 April
    assert score.tally.imprecise
    assert not stage_of(done(EXPLORE, 0, 5), EXPLORE).tally.imprecise


def planned(stage: Stage, *days: int) -> list[Activity]:
    return [activity(stage, Status.NOT_STARTED, None, on(day)) for day in days]


def test_the_plan_expects_the_furthest_stage_that_should_have_begun() -> None:
    found = tally([*planned(EXPLORE, 0, 30), *planned(INSTALL, 60, 90), *planned(INITIAL, 120)])
    assert [expected_stage(found, on(day)) for day in (-1, 0, 89, 120)] == [
        None,
        EXPLORE,
        INSTALL,
        INITIAL,
    ]


def test_the_lag_is_what_the_plan_expects_less_what_is_reached() -> None:
    early = activity(INITIAL, Status.DONE, on(10), on(120))
    assert stages_behind(tally([*planned(EXPLORE, 0), *planned(INSTALL, 60)]), on(60)) == 2
    assert stages_behind(tally([*planned(EXPLORE, 0), *planned(INSTALL, 60), early]), on(60)) == -1


def test_weeks_count_from_the_day_on_which_the_next_activity_was_due() -> None:
    first = activity(EXPLORE, Status.DONE, on(50), on(0))
    found = [first, *planned(EXPLORE, 30), *planned(INSTALL, 60)]
    assert weeks_behind(found, on(30)) == 0
    assert weeks_behind(found, on(43)) == 1
    assert weeks_behind(found, on(65)) == 5  # the second was due on day 30, 35 days before
    assert weeks_behind([first, first, *planned(INSTALL, 60)], on(65)) == 0


def test_a_site_ahead_of_its_plan_has_weeks_below_zero() -> None:
    found = [activity(EXPLORE, Status.DONE, on(1), on(60)), *planned(INSTALL, 90)]
    assert weeks_behind(found, on(10)) == -7


def test_a_finished_site_is_held_against_the_end_of_its_plan() -> None:
    found = [
        activity(EXPLORE, Status.DONE, on(1), on(0)),
        activity(INSTALL, Status.DONE, on(80), on(59)),
    ]
    assert weeks_behind(found, on(900)) == 3


def test_nobody_waits_for_what_was_dropped_or_not_required() -> None:
    aside = [
        activity(EXPLORE, Status.DROPPED, None, on(10)),
        activity(EXPLORE, Status.NOT_REQUIRED, None, on(12)),
    ]
    assert weeks_behind([*aside, *planned(INSTALL, 60)], on(60)) == 0
    assert weeks_behind(aside, on(600)) is None


def test_a_site_that_follows_the_programme_exactly_never_lags(programme: Programme) -> None:
    for today in range(-150, 800, 7):
        found = [
            activity(
                one.stage,
                Status.DONE if one.offset_days <= today else Status.NOT_STARTED,
                on(one.offset_days),
                on(one.offset_days),
            )
            for one in programme.milestones
        ]
        assert stages_behind(tally(found), on(today)) == 0
        assert weeks_behind(found, on(today)) == 0


STATUSES = st.sampled_from(Status)
JOURNEYS = st.lists(
    st.builds(
        activity,
        st.sampled_from(Stage),
        STATUSES,
        st.dates(DAY, TODAY) | st.none(),
        st.dates(DAY, TODAY) | st.none(),
        st.sampled_from(Precision),
    ),
    max_size=20,
)


@given(found=JOURNEYS, stopped=st.none() | st.dates(DAY, TODAY))
def test_every_journey_has_scores_that_fit_together(
    found: list[Activity], stopped: date | None
) -> None:
    all_scores = scores(tally(found), TODAY, stopped)
    counted = [one.tally for one in all_scores.stages.values()]
    assert all_scores.total.tally.done == sum(one.done for one in counted)
    assert all_scores.reached is stage_reached(tally(found))
    for one in (*all_scores.stages.values(), all_scores.preparation, all_scores.total):
        assert one.proportion is None or 0 <= one.proportion <= 1
        assert (one.duration is None) == (one.tally.done == 0)
        if one.duration is not None:
            assert one.duration.days >= 0
            assert one.duration.clock is not Clock.ENDED or one.is_closed
    total = all_scores.total.duration
    if total is not None and stopped is None:
        parts = [one.duration for one in all_scores.stages.values() if one.duration]
        assert total.clock is Clock.ENDED or total.days >= max(part.days for part in parts)


@given(found=JOURNEYS)
def test_more_work_done_never_opens_a_stage_again(found: list[Activity]) -> None:
    before = closed_stages(tally(found))
    more = [
        Activity(one.stage, ActivityState.DONE, TODAY) if place == 0 else one
        for place, one in enumerate(found)
        if one.state is not ActivityState.NOT_APPLICABLE
    ]
    assert closed_stages(tally(more)) >= before


@given(found=JOURNEYS)
def test_what_is_kept_of_a_journey_gives_the_same_scores(found: list[Activity]) -> None:
    assert unpacked(json.loads(json.dumps(packed(tally(found))))) == tally(found)
