"""Two results side by side: like for like, and what became of gaps."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from app.assessments.rules.comparing import (
    Fate,
    Sealed,
    comparable,
    fates,
    gaps_of,
    like_for_like,
)
from app.instruments.rules import Answer, Instrument, ItemAnswers, ItemMap, score_instrument

InstrumentMaker = Callable[..., Instrument]
Scores = Mapping[str, int | Answer]


def sealed(instrument: Instrument, scores: Scores) -> Sealed:
    answers = {
        item_id: ItemAnswers((Answer.scored(said) if isinstance(said, int) else said,))
        for item_id, said in scores.items()
    }
    return Sealed(instrument, answers)


@pytest.fixture
def first(make_instrument: InstrumentMaker) -> Instrument:
    scoring = {"method": "percent-of-maximum", "gap_below": 2}
    return make_instrument(sections={"A": 3, "B": 1}, points=(0, 2), scoring=scoring)


@pytest.fixture
def second(first: Instrument) -> Instrument:
    """A2 and A3 have changed places, A1 asks something new."""
    same = (("A2", "A3"), ("A3", "A2"), ("B1", "B1"))
    return replace(first, version=2, comparable=ItemMap(1, same))


def test_both_sides_are_scored_over_the_items_that_ask_the_same(
    first: Instrument, second: Instrument
) -> None:
    newer = sealed(second, {"A1": 0, "A2": 2, "A3": 1, "B1": 2})
    older = sealed(first, {"A1": 2, "A2": 1, "A3": 0, "B1": 2})
    like = like_for_like(newer, older, comparable(newer, older))
    assert like.newer.sections[0].percent == Fraction(75)  # A2 and A3, without the new A1
    assert like.older.sections[0].percent == Fraction(25)
    assert [item.score for item in like.older.items] == [0, 1, 2]  # under the newer names
    assert (like.new, like.gone, like.is_whole) == (("A1",), ("A1",), False)


def test_a_version_compares_whole_with_itself(first: Instrument) -> None:
    newer = sealed(first, {"A1": 0, "A2": 2, "A3": 1, "B1": 2})
    like = like_for_like(newer, newer, comparable(newer, newer))
    assert like.is_whole
    assert like.newer == like.older == score_instrument(first, newer.answers)


def test_results_on_different_scales_do_not_compare(
    first: Instrument, make_instrument: InstrumentMaker
) -> None:
    wider = make_instrument(sections={"A": 3, "B": 1}, points=(0, 3), scoring={"method": "mean"})
    assert comparable(sealed(first, {}), sealed(replace(wider, code=first.code), {})) == {}


@pytest.mark.parametrize(
    ("before", "now", "fate"),
    [
        (1, 2, Fate.CLOSED),
        (0, 1, Fate.BETTER),
        (0, 0, Fate.UNCHANGED),
        (1, 0, Fate.WORSE),
        (1, Answer.not_known("Somebody", None), Fate.NOT_COMPARABLE),
        (1, Answer.not_applicable("None here"), Fate.NOT_COMPARABLE),
    ],
)
def test_what_became_of_a_gap(
    first: Instrument, before: int, now: int | Answer, fate: Fate
) -> None:
    earlier = score_instrument(first, sealed(first, {"A1": before, "A2": 2}).answers)
    later = score_instrument(first, sealed(first, {"A1": now}).answers)
    found = fates(earlier, later, {item.id: item.id for item in first.items})
    assert [(one.older_id, one.fate) for one in found] == [("A1", fate)]
    assert bool(found[0].why) == (fate is Fate.NOT_COMPARABLE)


def test_gaps_come_lowest_first_and_critical_ones_first_among_equals(first: Instrument) -> None:
    critical = replace(
        first,
        sections=tuple(
            replace(s, items=tuple(replace(i, critical=i.id == "B1") for i in s.items))
            for s in first.sections
        ),
    )
    scores = {"A1": 1, "A2": 0, "A3": 2, "B1": 1}
    result = score_instrument(critical, sealed(critical, scores).answers)
    assert [item.id for item in gaps_of(result)] == ["A2", "B1", "A1"]
