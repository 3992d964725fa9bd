"""Agreed measures and pulses: what is refused, which periods are asked for, what may be shown."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.journey.rules.outcomes import BY_CODE, MENU, OWN
from app.measures.rules import agreed, periods, pulse
from app.measures.rules.agreed import Measure, Value
from app.measures.rules.periods import Every
from tests.rules.test_measures import TODAY

OURS = Measure(
    *(OWN, "Visits", "Visits in the first week.", "Early help counts.", "visits", "count"),
    wanted="up",
    every="quarter",
    owner_id=1,
    baseline=4.0,
    baseline_on=date(2027, 1, 31),
    baseline_source="Case system",
    target=9.0,
    target_on=date(2028, 3, 31),
)
QUESTIONS = pulse.Questions(
    1, ("a", "b", "c", "d", "e"), (pulse.Question("x", "X"), pulse.Question("y", "Y"))
)


def test_the_menu_names_each_measure_once() -> None:
    assert len(BY_CODE) == len(MENU)
    assert all(one.unit == "%" for one in MENU if one.sort == "percent")
    assert {one.for_children for one in MENU} == {True, False}


def test_a_measure_of_the_menu_takes_its_words() -> None:
    chosen = Measure("kept-home", "x", "", "", "x", "", "", "year", 1, "", target=80.0)
    said = agreed.settled(chosen)
    assert (said.name, said.unit, said.sort) == ("Returns home that have lasted", "%", "percent")
    assert said.definition
    assert agreed.check_measure(replace(said, target_on=TODAY), [1], TODAY) == []
    own = agreed.settled(replace(chosen, definition="Only under tens."))
    assert own.definition == "Only under tens."


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, set()),
        ({"code": "nonsense"}, {"code"}),
        ({"name": " ", "definition": ""}, {"name", "definition"}),
        ({"sort": "?", "wanted": "", "every": ""}, {"sort", "wanted", "every"}),
        ({"owner_id": 2}, {"owner_id"}),
        ({"owner_role": "Performance team"}, {"owner_id"}),
        ({"owner_id": None, "owner_role": "Performance team"}, set()),
        ({"baseline": 4.5}, {"baseline"}),
        ({"baseline_on": date(2099, 1, 1)}, {"baseline_on"}),
        ({"baseline_source": ""}, {"baseline_source"}),
        ({"baseline": None}, {"baseline"}),
        ({"sort": "percent", "target": 101.0}, {"baseline_n", "target"}),
        ({"target": None, "target_on": None}, {"target", "target_on"}),
    ],
)
def test_a_measure_says_what_has_to_be_put_right(change: dict[str, Any], fields: set[str]) -> None:
    said = replace(OURS, **change)
    assert {field for field, _ in agreed.check_measure(said, [1], TODAY)} == fields


def test_another_definition_or_target_asks_both_again() -> None:
    assert agreed.asks_again(OURS, replace(OURS, definition="Calls too."))
    assert agreed.is_redefined(OURS, replace(OURS, definition="Calls too."))
    assert agreed.asks_again(OURS, replace(OURS, target=10.0))
    assert not agreed.is_redefined(OURS, replace(OURS, target=10.0))
    assert not agreed.asks_again(OURS, replace(OURS, owner_id=None, owner_role="Team"))
    monthly = replace(OURS, every="month")
    assert agreed.check_still_comparable(OURS, monthly, has_values=True)
    assert not agreed.check_still_comparable(OURS, monthly, has_values=False)


def test_values_fit_their_sort_and_few_are_not_shown() -> None:
    assert [field for field, _ in agreed.check_value("percent", Value(120.0, None))] == [
        "value",
        "n",
    ]
    assert agreed.check_value("percent", Value(60.0, 5)) == []
    assert agreed.check_value("count", Value(1.5))
    assert agreed.check_value("median", Value(12.5, 3)) == []
    assert agreed.check_value("median", Value(12.5))
    assert not agreed.can_be_shown("percent", 4)
    assert agreed.can_be_shown("percent", 5)
    assert agreed.can_be_shown("count", 1)


def test_periods_are_asked_for_once_they_are_over() -> None:
    june = date(2027, 6, 21)
    assert periods.asked_for(Every.QUARTER, date(2026, 12, 3), june) == [date(2027, 1, 1)]
    assert periods.asked_for(Every.MONTH, date(2027, 4, 1), june) == [
        date(2027, 4, 1),
        date(2027, 5, 1),
    ]
    assert periods.asked_for(Every.YEAR, date(2027, 4, 2), june) == []
    assert periods.begin_of(Every.YEAR, date(2027, 3, 31)) == date(2026, 4, 1)
    assert periods.words_of(Every.YEAR, date(2026, 4, 1)) == "April 2026 to March 2027"
    assert periods.due_on(Every.QUARTER, date(2027, 1, 1)) == date(2027, 4, 30)
    assert periods.open_periods(Every.YEAR, june, june)[-1] == date(2026, 4, 1)


def test_a_pulse_shows_nothing_below_five_answers() -> None:
    four = pulse.results(QUESTIONS, [{"x": 5, "y": 1}] * 4)
    assert all(one.n is None and one.median is None and one.sure is None for one in four)
    x, y = pulse.results(QUESTIONS, [{"x": 5, "y": 1}] * 3 + [{"x": 4, "y": 3}, {"x": 2, "y": 3}])
    assert (x.n, x.median, x.high) == (5, 5.0, 4)
    assert (y.median, y.high) == (1.0, 0)
    assert x.sure is not None
    assert (round(x.sure.low, 3), round(x.sure.high, 3)) == (0.376, 0.964)


def test_a_pulse_is_open_for_some_weeks_and_takes_whole_answers() -> None:
    assert pulse.check_opening(date(2027, 7, 5), None, date(2027, 6, 21)) == []
    assert pulse.check_opening(date(2027, 6, 21), 4, date(2027, 6, 21))[1][0] == "asked"
    assert pulse.check_opening(None, None, TODAY)
    assert pulse.is_open(TODAY, False, TODAY)
    assert not pulse.is_open(TODAY, True, TODAY)
    assert [field for field, _ in pulse.check_points({"x": 6}, QUESTIONS)] == ["x", "y"]
