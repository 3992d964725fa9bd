"""Counting a plan anew, what hangs on what, and what days are worth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journey.completing import WORK, sentence
from app.journey.programme import programme
from app.journey.rules import (
    Anchors,
    CompletedBy,
    DateMoveReason,
    OpenDate,
    anchors_known,
    asks_for_replanning,
    before_first_contact,
    check_replanning,
    hanging_on,
    is_entered_late,
    planned_date,
    replan,
    settled,
    variance,
    weeks_apart,
    with_the_same_shift,
)

TODAY = date(2027, 3, 12)
CONTRACT = date(2027, 1, 4)
TRAINING = CONTRACT + timedelta(days=60)
ALL = programme().milestones


def plan(*confirmed: str) -> list[OpenDate]:
    """Every milestone open, on the dates of the template."""
    return [
        OpenDate(one, planned_date(one, CONTRACT, TRAINING), one.code in confirmed) for one in ALL
    ]


def later(days: int, *, all_follow: bool = False) -> Anchors:
    return Anchors(CONTRACT, TRAINING + timedelta(days=days), all_follow)


def test_a_plan_on_its_own_anchors_moves_nothing() -> None:
    found = replan(plan(), Anchors(CONTRACT, TRAINING), TODAY)
    assert (found.moving, found.agreed, found.staying) == ((), (), len(ALL))


def test_a_later_training_takes_with_it_what_is_tied_to_it() -> None:
    found = replan(plan(), later(91), TODAY)
    assert [one.template.code for one in found.moving] == [
        *("training-for-trainers", "isa", "twelve-month-review")
    ]
    assert all(
        one.old_on is not None and one.new_on - one.old_on == timedelta(days=91)
        for one in found.moving
    )


def test_all_that_comes_after_the_training_may_follow_it() -> None:
    found = replan(plan(), later(91, all_follow=True), TODAY)
    assert {one.template.code for one in found.moving} == {
        one.code for one in ALL if one.offset_days >= 60
    }


def test_what_somebody_agreed_to_moves_only_when_it_is_ticked() -> None:
    found = replan(plan("isa"), later(91), TODAY)
    assert [one.template.code for one in found.agreed] == ["isa"]
    assert "isa" not in {one.template.code for one in found.chosen(["contract"])}
    assert "isa" in {one.template.code for one in found.chosen(["isa"])}


def test_while_the_contract_is_ahead_nothing_is_planned_for_the_past() -> None:
    found = replan(plan(), Anchors(TODAY + timedelta(days=30), TODAY + timedelta(days=90)), TODAY)
    dates = {one.template.code: one.new_on for one in found.moving}
    assert dates["strategic-conversation"] == dates["preisa"] == TODAY
    assert dates["contract"] == TODAY + timedelta(days=30)


@given(st.integers(-400, 400), st.integers(0, 400), st.booleans())
def test_planning_anew_twice_changes_nothing_more(
    contract: int, training: int, all_follow: bool
) -> None:
    on = CONTRACT + timedelta(days=contract)
    anchors = Anchors(on, on + timedelta(days=training), all_follow)
    moved = {one.template.code: one.new_on for one in replan(plan(), anchors, TODAY).moving}
    again = [
        OpenDate(one.template, moved.get(one.template.code, one.planned_on), False)
        for one in plan()
    ]
    assert replan(again, anchors, TODAY).moving == ()


def test_the_fingerprint_tells_when_something_changed_after_the_preview() -> None:
    anchors = later(91)
    seen = replan(plan(), anchors, TODAY).fingerprint
    assert replan(plan(), anchors, TODAY).fingerprint == seen
    changed = [OpenDate(one.template, one.planned_on, False, version=2) for one in plan()]
    assert replan(changed, anchors, TODAY).fingerprint != seen
    assert replan(plan()[1:], anchors, TODAY).fingerprint != seen
    assert replan(plan(), later(92), TODAY).fingerprint != seen


@pytest.mark.parametrize(("days", "asks"), [(60, False), (61, True), (-60, False), (-61, True)])
def test_beyond_sixty_days_of_drift_the_plan_asks_to_be_counted_anew(days: int, asks: bool) -> None:
    assert asks_for_replanning(plan(), later(days), TODAY) is asks


def test_dates_that_were_thought_about_do_not_ask() -> None:
    assert not asks_for_replanning(plan(*(one.code for one in ALL)), later(90), TODAY)


def test_the_milestones_know_better_than_the_site_when_contract_and_training_are() -> None:
    held = date(2027, 6, 1)
    assert anchors_known(CONTRACT, TRAINING, {"training-for-trainers": held}) == Anchors(
        CONTRACT, held
    )
    assert anchors_known(CONTRACT, TRAINING, {"contract": None}) == Anchors(CONTRACT, TRAINING)


def test_what_was_entered_is_checked_field_by_field() -> None:
    before, reason = Anchors(CONTRACT, TRAINING), [DateMoveReason.STAFFING]
    assert check_replanning(before, later(30), reason, "") == []
    assert check_replanning(before, before, [], "") == []
    wrong = check_replanning(before, Anchors(TRAINING, CONTRACT), [], "")
    assert [field for field, _ in wrong] == ["training_on", "reasons"]
    other = check_replanning(before, later(30), [DateMoveReason.OTHER], " ")
    assert [field for field, _ in other] == ["note"]


def test_on_a_milestone_hangs_what_builds_on_it_through_others_too() -> None:
    assert hanging_on("pilot-plan", ALL) == ("test-strategies", "pilot-review")
    assert hanging_on("isa", ALL) == ("twelve-month-review", "start-full-implementation")
    assert hanging_on("communicate-progress", ALL) == ()
    on_training = hanging_on("training-for-trainers", ALL)
    assert {"isa", "twelve-month-review", "trainers-refreshed"} <= set(on_training)


def test_what_follows_keeps_its_distance() -> None:
    moved = with_the_same_shift(TODAY, TODAY + timedelta(days=10), {"isa": date(2027, 5, 1)})
    assert moved == {"isa": date(2027, 5, 11)}
    assert with_the_same_shift(None, TODAY, {"isa": TODAY}) == {}


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        (date(2027, 1, 2), date(2027, 1, 15)),
        (date(2027, 3, 1), TODAY),  # the month has begun: never a day to come
        (date(2027, 4, 1), date(2027, 4, 15)),  # a month to come stays to come, and is refused
    ],
)
def test_a_month_alone_is_kept_as_its_middle(entered: date, kept: date) -> None:
    assert settled(entered, True, TODAY) == kept
    assert settled(entered, False, TODAY) == entered
    assert settled(None, True, TODAY) is None


@pytest.mark.parametrize(
    ("days", "weeks"), [(0, 0), (3, 0), (4, 1), (10, 1), (11, 2), (-4, -1), (-21, -3)]
)
def test_weeks_apart_are_rounded_to_the_nearest(days: int, weeks: int) -> None:
    assert weeks_apart(TODAY, TODAY + timedelta(days=days)) == weeks
    assert variance(TODAY, TODAY + timedelta(days=days)) == weeks
    assert variance(None, TODAY) is None


def test_late_entries_and_days_before_the_first_contact_are_noticed() -> None:
    assert not is_entered_late(TODAY, TODAY + timedelta(days=28))
    assert is_entered_late(TODAY, TODAY + timedelta(days=29))
    assert not is_entered_late(None, TODAY)
    assert before_first_contact(TODAY - timedelta(days=1), TODAY)
    assert not before_first_contact(TODAY, TODAY)
    assert not before_first_contact(TODAY, None)


@pytest.mark.parametrize("by", CompletedBy)
def test_every_work_that_completes_a_milestone_is_told_in_words(by: CompletedBy) -> None:
    assert "marked as done when" in sentence(by, is_open=True)
    assert sentence(by, is_open=False).startswith("This milestone is about")
    assert (WORK[by].endpoint == "assessments.index") is by.is_assessment
