"""What the gate of a stage is told by other rooms, and when going back is suggested."""

from datetime import date
from fractions import Fraction

import pytest

from app.journey.rules import Stage
from app.overview.rules import facts
from app.overview.rules.gate import CriterionRow, KnownFact, in_spite_of, unmet

TODAY = date(2026, 11, 22)
PREISA = facts.Signed("preisa-1", "PreISA, round 1", date(2026, 5, 3))


def said(fact: KnownFact | None) -> tuple[bool | None, str]:
    assert fact is not None
    return fact.met, fact.source.removeprefix("PreISA, round 1, signed off on 3 May 2026: ")


def test_a_result_is_agreed_where_all_is_answered_and_nothing_lies_apart() -> None:
    assert said(facts.agreed_fact(PREISA, 0, 0))[0] is True
    assert said(facts.agreed_fact(PREISA, 2, 1)) == (
        False,
        "items not answered: 2; without an agreed answer: 1.",
    )


def test_a_low_critical_item_needs_an_action_of_its_own() -> None:
    assert said(facts.criticals_fact(PREISA, 3, [], []))[0] is True
    assert said(facts.criticals_fact(PREISA, 3, ["A1", "C2"], ["C2", "B3"])) == (
        False,
        "A1 scores below 3 or nothing, without an action.",
    )
    met, words = said(facts.criticals_fact(PREISA, 3, ["A1", "C2"], ["C2", "A1"]))
    assert (met, words) == (True, "A1, C2 are below 3, with an action and a date.")


@pytest.mark.parametrize(("band_from", "met"), [(80, True), (60, True), (40, False), (0, False)])
def test_the_band_of_the_isa_decides_and_not_the_figure(band_from: int, met: bool) -> None:
    found = facts.isa_fact(PREISA, Fraction(2599, 30), "Some", Fraction(band_from))
    assert found.met is met
    assert "86.6%, band “Some”" in found.source


def test_an_isa_without_a_score_is_for_people_to_judge() -> None:
    assert facts.isa_fact(PREISA, None, "", None).met is None


def test_two_licensed_trainers_are_wanted() -> None:
    assert facts.trainers_fact(0, 0) is None
    assert said(facts.trainers_fact(1, 3)) == (
        False,
        "1 trainer holds a licence in force, of 3 entered.",
    )
    assert said(facts.trainers_fact(2, 2))[0] is True


def test_a_steering_group_counts_once_it_has_met() -> None:
    assert facts.steering_fact(date(2026, 1, 5), 0, None).met is False
    found = facts.steering_fact(date(2026, 1, 5), 1, date(2026, 2, 3))
    assert found.met
    assert found.source == "Set up on 5 January 2026; it met once, last on 3 February 2026."


@pytest.mark.parametrize(
    ("percent", "uses", "met"),
    [(49.9, True, False), (50.0, True, True), (80.0, False, None)],
)
def test_half_must_be_trained_and_use_it(percent: float, uses: bool, met: bool | None) -> None:
    found = facts.coverage_fact(percent, uses)
    assert found is not None
    assert found.met is met
    assert facts.coverage_fact(None, uses) is None


def test_two_years_after_full_implementation_people_judge_whether_it_is_used() -> None:
    assert facts.lasting_fact(None, TODAY) is None
    assert said(facts.lasting_fact(date(2024, 11, 23), TODAY))[0] is False
    assert said(facts.lasting_fact(date(2024, 11, 22), TODAY))[0] is None


def test_a_review_counts_for_a_year() -> None:
    assert facts.yearly_fact(None, TODAY) is None
    assert said(facts.yearly_fact(date(2025, 11, 22), TODAY))[0] is True
    assert said(facts.yearly_fact(date(2025, 11, 21), TODAY))[0] is False


@pytest.mark.parametrize(
    ("stage", "percents", "suggested"),
    [
        (Stage.FULL, [40.0, 49.0, 30.0], True),
        (Stage.SUSTAINABILITY, [10.0, 10.0, 10.0], True),
        (Stage.INITIAL, [10.0, 10.0, 10.0], False),
        (Stage.FULL, [40.0, 50.0, 30.0], False),
        (Stage.FULL, [40.0, 30.0, 50.0], False),
        (Stage.FULL, [40.0, None, 30.0], False),
        (Stage.FULL, [None, None, None], False),
    ],
)
def test_going_back_is_suggested_after_two_quarters_below_half(
    stage: Stage, percents: list[float | None], suggested: bool
) -> None:
    assert bool(facts.going_back(stage, percents)) is suggested


def test_only_what_is_known_not_to_be_met_stands_against_a_decision() -> None:
    rows = [CriterionRow(word, met, "") for word, met in (("A", True), ("B", False), ("C", None))]
    assert unmet(rows) == ("B",)
    assert in_spite_of(unmet(rows)) == "1 criterion is not met: B."
    assert in_spite_of(("B", "D")) == "2 criteria are not met: B; D."
    assert in_spite_of(()) == ""
