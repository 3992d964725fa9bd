"""What a pilot is, how far it is, which counts can be right, and what may be decided."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.journey.rules import outcomes
from app.pilots.rules import learning, measures, months, plan, review, states
from app.pilots.rules.documents import content_of, content_to
from app.pilots.rules.states import Facts, State
from app.sites.rules.months import read_month

DAY = date(2027, 3, 12)
AGREED = Facts(date(2027, 2, 1), date(2027, 4, 30), date(2027, 1, 20), None, None, None)
JANUARY, FEBRUARY, MARCH = date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)
RIGHT: dict[str, int | None] = {
    "children": 6,
    "begun_1": 4,
    "finished_1": 3,
    "begun_2": 3,
    "finished_2": 2,
    "for_return": 1,
    "against_return": 1,
    "returned": 1,
    "return_ended": 0,
}


@pytest.mark.parametrize(
    ("changes", "today", "state"),
    [
        ({"agreed_on": None}, DAY, State.DRAFT),
        ({}, date(2027, 1, 31), State.AGREED),
        ({}, date(2027, 2, 1), State.RUNNING),
        ({}, date(2027, 5, 30), State.RUNNING),  # until somebody says that it ended
        ({"ended_on": DAY}, DAY, State.ENDED),
        ({"ended_on": DAY, "review_begun_on": DAY}, DAY, State.IN_REVIEW),
        ({"ended_on": DAY, "review_begun_on": DAY, "decided_on": DAY}, DAY, State.DECIDED),
    ],
)
def test_a_state_follows_from_the_dates(
    changes: dict[str, date | None], today: date, state: State
) -> None:
    assert states.state_of(replace(AGREED, **changes), today) is state


def test_a_review_is_due_14_days_after_the_end() -> None:
    assert states.review_due_on(AGREED) == date(2027, 5, 14)
    assert states.review_due_on(replace(AGREED, agreed_on=None)) is None
    assert not states.review_is_late(AGREED, date(2027, 5, 14))
    assert states.review_is_late(AGREED, date(2027, 5, 15))
    begun = replace(AGREED, ended_on=DAY, review_begun_on=DAY)
    assert not states.review_is_late(begun, date(2027, 5, 15))


def test_months_are_open_when_over_or_when_the_pilot_is() -> None:
    assert months.open_months(date(2027, 1, 20), date(2027, 3, 9), date(2027, 3, 8)) == [
        JANUARY,
        FEBRUARY,
    ]
    assert months.open_months(date(2027, 1, 20), date(2027, 3, 9), date(2027, 3, 9))[-1] == MARCH
    assert months.missing_months(
        date(2027, 1, 20), date(2027, 3, 9), frozenset([JANUARY]), date(2027, 4, 1)
    ) == [FEBRUARY, MARCH]
    assert months.due_on(date(2026, 12, 1)) == date(2027, 1, 10)
    assert not months.is_silent([JANUARY, FEBRUARY], date(2027, 3, 10))
    assert months.is_silent([JANUARY, FEBRUARY], date(2027, 3, 11))
    assert read_month("2027-03") == MARCH
    assert {read_month(word) for word in ("2027-13", "27-03", "2027-3x", "²027-03")} == {None}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"children": None}, "children"),
        ({"staff": -1}, "staff"),
        ({"staff": 10_001}, "staff"),
        ({"finished_1": 5}, "finished_1"),
        ({"begun_2": 5}, "begun_2"),
        ({"against_return": 3}, "for_return"),
        ({"return_ended": 2}, "return_ended"),
    ],
)
def test_a_number_that_cannot_be_is_refused_at_its_field(
    changes: dict[str, int | None], field: str
) -> None:
    found = months.check_counts(MARCH, {**RIGHT, **changes}, {}, [MARCH])
    assert field in {name for name, _ in found}


def test_sums_count_over_the_months_and_stop_where_nobody_knows() -> None:
    assert months.check_counts(MARCH, RIGHT, {}, [MARCH]) == []
    later: dict[str, int | None] = {"children": 4, "begun_1": 0, "finished_1": 1}
    assert months.check_counts(MARCH, later, {FEBRUARY: RIGHT}, [MARCH]) == []
    [(field, words)] = months.check_counts(
        MARCH, {**later, "finished_1": 2}, {FEBRUARY: RIGHT}, [MARCH]
    )
    assert field == "finished_1"
    assert "Up to the end of March 2027 there would be 5 stage 1 finished and only 4" in words
    unknown: dict[str, int | None] = {**later, "begun_1": None, "finished_1": 9}
    assert months.check_counts(MARCH, unknown, {FEBRUARY: RIGHT}, [MARCH]) == []
    assert months.check_counts(MARCH, RIGHT, {}, [FEBRUARY])[0][0] == "children"


def test_what_is_unusual_wants_a_reason() -> None:
    def said(changes: dict[str, int | None], planned: int | None = None) -> str:
        counts = {**RIGHT, **changes}
        return " ".join(months.unusual(MARCH, counts, {FEBRUARY: RIGHT}, planned))

    assert said({}) == ""
    assert "7 children are being assessed, and 6 were planned" in said({"children": 7}, 6)
    assert "5 children returned home on 2 decisions" in said({"returned": 4})
    assert "empty, and 4 in February 2027" in said({"begun_1": None})
    assert "16, and 4 in February 2027" not in said({"begun_1": 14})
    assert "15, and 4 in February 2027" in said({"begun_1": 15})
    assert months.check_reason(["Odd."], " ")[0][0] == "reason"
    assert months.check_reason(["Odd."], "A new team joined") == []


def test_results_come_from_the_counts_where_they_can() -> None:
    counted = {JANUARY: {**RIGHT, "families": 5}, FEBRUARY: {**RIGHT, "return_ended": 1}}
    sums, most = months.totals(counted), months.most(counted)
    results = {
        code: measures.result_from_counts(code, sums, most)
        for code in ("returns", "kept-home", "decided", "supported", "groups", "heard", "own")
    }
    assert results == {
        "returns": 2.0,
        "kept-home": 50.0,
        "decided": 4.0,
        "supported": 5.0,
        "groups": None,
        "heard": None,
        "own": None,
    }


@pytest.mark.parametrize(
    ("wanted", "baseline", "target", "result", "words"),
    [
        ("up", 2.0, 5.0, 5.0, "Target reached"),
        ("up", 2.0, 5.0, 4.0, "Better than before, short of the target"),
        ("up", 2.0, 5.0, 2.0, "As before, short of the target"),
        ("down", 20.0, 16.0, 22.0, "Worse than before, short of the target"),
        ("down", 20.0, 16.0, 15.0, "Target reached"),
        ("up", None, 5.0, 4.0, "Target not reached"),
        ("up", 2.0, 5.0, None, "No result"),
    ],
)
def test_a_result_is_read_against_baseline_and_target(
    wanted: str, baseline: float | None, target: float | None, result: float | None, words: str
) -> None:
    assert outcomes.verdict(outcomes.Wanted(wanted), baseline, target, result) == words


def test_numbers_carry_their_unit() -> None:
    assert outcomes.number(75.0, "%") == "75%"
    assert outcomes.number(6.5, "hours") == "6.5 hours"
    assert outcomes.number(1200.0, "children") == "1,200 children"
    assert outcomes.number(1.0, "children") == "1 child"
    assert outcomes.number(None, "%") == "–"


def test_a_plan_survives_being_kept_as_a_version() -> None:
    cohort = plan.Cohort("Pilot", "Why", "A\nB", 12, ("ico",))
    document = plan.Document(
        cohort,
        plan.Times(3, DAY, None),
        (plan.Strategy("a", "b", "c"),),
        (plan.Measure("own", "m", "%", "up", None, 4.5),),
        (plan.Risk("r", "s", "o"),),
    )
    assert content_to(content_of(document)) == document
    assert [section for section, _ in plan.missing_to_agree(document)] == ["times"]
    bare = plan.Document(plan.Cohort("x", "", "", None, ()), plan.Times(None, None, None))
    assert len(plan.missing_to_agree(bare)) == 10


def test_faults_of_a_plan_name_their_field() -> None:
    fields = {name for name, _ in plan.check_cohort(plan.Cohort("", "", "A" * 101, 0, ("x",)))}
    assert fields == {"name", "teams", "children", "case_types"}
    assert plan.check_times(plan.Times(1, DAY, DAY), [2]) == [
        ("owner", "Choose somebody who works on this site now"),
        ("ends_on", "The last day must be after the first"),
    ]
    assert plan.check_times(plan.Times(1, None, None), [], plan.Times(1, None, None)) == []
    long = plan.Times(None, DAY, DAY + timedelta(days=731))
    assert plan.check_times(long, []) == [("ends_on", "A pilot takes two years at most")]
    own = plan.Measure("own", "", "", "", None, None)
    assert {name for name, _ in plan.check_part(own)} == {"name", "wanted", "target"}
    listed = plan.Measure("harm", "typed", "typed", "up", None, 0.0)
    assert plan.check_part(listed) == []
    assert plan.settled(listed) == plan.Measure(
        "harm",
        "Children with a new protection plan or section 47 enquiry after return",
        "children",
        "down",
        None,
        0.0,
    )
    assert plan.check_room_for(listed, 12)[0][0] == "code"


def test_an_entry_that_adapts_says_what_changes() -> None:
    new = learning.NewEntry(DAY, None, "a", "b", "", "adapt", "", ("B01", "X9"))
    fields = [name for name, _ in learning.check_entry(new, [], DAY)]
    assert fields == ["change", "codes"]
    assert learning.may_change(edits_pilots=False, entered_by=3, person=3)
    assert not learning.may_change(edits_pilots=False, entered_by=3, person=4)


@pytest.mark.parametrize(
    ("decision", "step", "field"),
    [
        ("widen", "none", "next_step"),
        ("adjust", "roll-out", "next_step"),
        ("stop", "next-pilot", "next_step"),
        ("go", "none", "decision"),
        ("stop", "none", None),
        ("widen", "roll-out", None),
        ("adjust", "next-pilot", None),
    ],
)
def test_each_decision_has_its_next_step(decision: str, step: str, field: str | None) -> None:
    found = review.check_decision(review.NewDecision(decision, step, "Because"))
    assert [name for name, _ in found] == ([field] if field else [])
    assert review.check_decision(review.NewDecision("stop", "none", " "))[0][0] == "reason"
