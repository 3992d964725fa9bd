"""Scoring: the worked checks, the decision guide, bands and caps, and what must always hold."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from app.instruments.rules import (
    Answer,
    AnswerKind,
    Instrument,
    ItemAnswers,
    Result,
    indicator_scores,
    score_instrument,
    shown,
    shown_score,
)

InstrumentMaker = Callable[..., Instrument]
SOON = date(2027, 4, 1)
CRITICAL = ("A1", "B1", "C1", "C2", "D1", "E1", "F1")


def given(*ratings: Answer) -> ItemAnswers:
    return ItemAnswers(ratings)


def scored(score: int, *, evidence: bool = False) -> ItemAnswers:
    return given(Answer.scored(score, has_evidence=evidence))


UNKNOWN = given(Answer.not_known("Data officer", SOON))
NOT_HERE = given(Answer.not_applicable("No such team"))


def all_at(preisa: Instrument, score: int, **others: ItemAnswers) -> Result:
    answers = {item.id: scored(score) for item in preisa.items}
    return score_instrument(preisa, answers | others)


def sections_at(preisa: Instrument, scores: dict[str, int]) -> Result:
    return score_instrument(preisa, {i.id: scored(scores[i.id[0]]) for i in preisa.items})


# The worked checks


def test_a_preisa_at_3_5_is_62_5_percent(preisa: Instrument) -> None:
    result = sections_at(preisa, dict(A=3, B=3, C=3, D=4, E=4, F=4))
    assert result.overall == Fraction(7, 2)
    assert result.percent == Fraction(125, 2)
    assert (shown(result.overall), shown(result.percent)) == ("3.5", "62.5")


ISA = {"method": "percent-of-maximum", "not_known": "zero"}


def test_an_isa_section_of_2_2_1_0_na_2_is_70_percent(make_instrument: InstrumentMaker) -> None:
    isa = make_instrument(sections={"A": 6}, points=(0, 2), scoring=ISA)
    said = [scored(2), scored(2), scored(1), scored(0), NOT_HERE, scored(2)]
    result = score_instrument(isa, {f"A{n}": answer for n, answer in enumerate(said, 1)})
    assert result.sections[0].percent == 70
    assert result.sections[0].applicable == 5


def test_not_known_and_unanswered_count_as_zero_in_an_isa(
    make_instrument: InstrumentMaker,
) -> None:
    isa = make_instrument(sections={"A": 4}, points=(0, 2), scoring=ISA)
    result = score_instrument(isa, {"A1": scored(2), "A2": scored(2), "A3": UNKNOWN})
    assert result.percent == 50
    assert [u.item_id for u in result.unknown] == ["A3"]
    assert result.unanswered == ("A4",)


def test_the_total_of_an_isa_is_the_mean_of_its_sections(make_instrument: InstrumentMaker) -> None:
    isa = make_instrument(sections={"A": 1, "B": 3}, points=(0, 2), scoring=ISA)
    answers = {"A1": scored(2)} | {f"B{n}": scored(0) for n in (1, 2, 3)}
    assert score_instrument(isa, answers).percent == 50
    audit = make_instrument(
        sections={"A": 1, "B": 3}, points=(0, 2), scoring={**ISA, "total": "all-items"}
    )
    assert score_instrument(audit, answers).percent == 25


def test_a_heading_of_the_12_month_review_is_a_share_of_three(
    make_instrument: InstrumentMaker,
) -> None:
    review = make_instrument(
        sections={"U": 4}, points=(0, 3), scoring={"method": "percent-of-maximum"}
    )
    result = score_instrument(review, {f"U{n}": scored(n - 1) for n in (1, 2, 3, 4)})
    assert result.sections[0].percent == 50


def test_a_sustainability_domain_is_the_mean_of_two_of_three(
    make_instrument: InstrumentMaker,
) -> None:
    check = make_instrument(
        sections={"A": 3},
        points=(1, 7),
        scoring={"method": "mean", "minimum_answered_percent": 60},
    )
    result = score_instrument(check, {"A1": scored(4), "A2": scored(7), "A3": UNKNOWN})
    assert result.sections[0].mean == Fraction(11, 2)
    assert score_instrument(check, {"A1": scored(4), "A2": UNKNOWN}).overall is None


# Sections and shares


def test_a_section_needs_60_percent_of_its_items_answered(preisa: Instrument) -> None:
    three = all_at(preisa, 4, A4=UNKNOWN, A5=UNKNOWN)
    assert three.sections[0].mean == 4
    two = all_at(preisa, 4, A3=UNKNOWN, A4=UNKNOWN, A5=UNKNOWN)
    assert two.sections[0].mean is None
    assert two.overall is None
    assert not two.enough_data


def test_items_that_do_not_apply_leave_the_count_of_a_section(preisa: Instrument) -> None:
    result = all_at(preisa, 4, A3=NOT_HERE, A4=NOT_HERE, A5=UNKNOWN)
    assert result.sections[0].applicable == 3
    assert result.sections[0].mean == 4


def test_a_section_that_does_not_apply_at_all_leaves_the_total(
    make_instrument: InstrumentMaker,
) -> None:
    made = make_instrument(sections={"A": 1, "B": 1}, points=(0, 2), scoring=ISA)
    result = score_instrument(made, {"A1": scored(2), "B1": NOT_HERE})
    assert result.sections[1].mean is None
    assert result.percent == 100


def test_find_out_first_begins_at_a_quarter_not_known(preisa: Instrument) -> None:
    one_of_four = all_at(preisa, 4, E3=UNKNOWN)
    one_of_five = all_at(preisa, 4, A3=UNKNOWN)
    assert one_of_four.sections[4].not_known_percent == 25
    assert one_of_four.sections[4].find_out_first
    assert one_of_five.sections[0].not_known_percent == 20
    assert not one_of_five.sections[0].find_out_first


def test_what_is_not_known_is_listed_with_owner_and_date(preisa: Instrument) -> None:
    both = given(Answer.not_known("Sam", SOON), Answer.not_known("Ada", SOON))
    result = all_at(preisa, 4, B2=both, A2=UNKNOWN)
    assert [(u.item_id, u.owner, u.due_on) for u in result.unknown] == [
        ("A2", "Data officer", SOON),
        ("B2", "Ada", SOON),
        ("B2", "Sam", SOON),
    ]


def test_an_agreed_answer_left_open_hides_nothing_that_raters_said(preisa: Instrument) -> None:
    result = all_at(preisa, 4, A2=ItemAnswers(UNKNOWN.ratings, Answer()))
    assert [u.item_id for u in result.unknown] == ["A2"]
    assert not result.items[1].agreed


def test_a_high_score_without_evidence_is_unsupported(preisa: Instrument) -> None:
    result = all_at(preisa, 3, A2=scored(4), A3=scored(4, evidence=True), A4=scored(5))
    assert result.unsupported == ("A2", "A4")
    assert result.unsupported_percent == Fraction(200, 28)


def test_evidence_of_any_rater_supports_a_score(preisa: Instrument) -> None:
    both = given(Answer.scored(5), Answer.scored(5, has_evidence=True))
    assert all_at(preisa, 3, A2=both).unsupported == ()


def test_scores_below_three_are_gaps(preisa: Instrument) -> None:
    half = given(Answer.scored(2), Answer.scored(3))
    assert all_at(preisa, 3, A2=scored(2), B2=half, C3=UNKNOWN).gaps == ("A2", "B2")


def test_the_hexagon_view_is_the_mean_of_the_linked_items(preisa: Instrument) -> None:
    view = {s.indicator.value: s for s in indicator_scores(preisa, all_at(preisa, 4, F1=scored(1)))}
    assert view["need"].mean == Fraction(5 * 4 + 1, 6)
    assert view["fit"].mean == 4
    assert "evidence" not in view


def test_an_answer_to_an_item_of_another_version_is_refused(preisa: Instrument) -> None:
    with pytest.raises(KeyError, match="preisa has no item Z9"):
        score_instrument(preisa, {"Z9": scored(3)})


# The decision guide


def outcome(result: Result) -> str:
    assert result.decision is not None
    return result.decision.outcome.code


def reasons(result: Result) -> tuple[str, ...]:
    assert result.decision is not None
    return result.decision.reasons


def test_ready_says_what_was_reached(preisa: Instrument) -> None:
    result = all_at(preisa, 4)
    assert outcome(result) == "ready"
    assert reasons(result) == (
        "The overall score is 4.0",
        "Every section scores 3.0 or more",
        "Every critical item scores 3 or more",
    )


def test_ready_begins_at_exactly_three_and_a_half(preisa: Instrument) -> None:
    assert outcome(sections_at(preisa, dict(A=3, B=3, C=3, D=4, E=4, F=4))) == "ready"
    below = sections_at(preisa, dict(A=3, B=3, C=3, D=3, E=4, F=4))
    assert outcome(below) == "ready-with-conditions"
    assert reasons(below) == ("The overall score is 3.3; “Ready” needs 3.5 or more",)


def test_a_hair_below_a_threshold_stays_below_it(preisa: Instrument) -> None:
    nearly = {i.id: scored({"D": 4, "E": 4, "F": 4}.get(i.id[0], 3)) for i in preisa.items}
    result = score_instrument(preisa, nearly | {"D2": given(*map(Answer.scored, (3, 4)))})
    assert result.overall is not None
    assert Fraction("3.4") < result.overall < Fraction("3.5")
    assert shown(result.overall) == "3.4"
    assert outcome(result) == "ready-with-conditions"


def test_a_critical_item_at_2_allows_ready_only_with_conditions(preisa: Instrument) -> None:
    result = all_at(preisa, 4, C2=scored(2))
    assert outcome(result) == "ready-with-conditions"
    assert reasons(result) == ("C2 is a critical item and scores 2",)
    assert result.decision is not None
    assert result.decision.conditions == ("C2",)


def test_a_critical_median_between_2_and_3_is_a_condition_too(preisa: Instrument) -> None:
    result = all_at(preisa, 4, C2=given(Answer.scored(2), Answer.scored(3)))
    assert outcome(result) == "ready-with-conditions"
    assert reasons(result) == ("C2 is a critical item and scores 2.5",)


def test_two_critical_items_at_2_are_allowed_and_three_are_not(preisa: Instrument) -> None:
    assert outcome(all_at(preisa, 4, C1=scored(2), C2=scored(2))) == "ready-with-conditions"
    three = all_at(preisa, 4, A1=scored(2), C1=scored(2), C2=scored(2))
    assert outcome(three) == "not-yet"
    assert reasons(three) == (
        "A1, C1, C2 are critical items below 3; “Ready with conditions” allows 2",
    )


def test_a_critical_item_at_1_means_not_yet(preisa: Instrument) -> None:
    result = all_at(preisa, 5, F1=scored(1))
    assert outcome(result) == "not-yet"
    assert reasons(result) == ("F1 is a critical item and scores 1",)


def test_a_critical_item_nobody_knows_means_not_yet(preisa: Instrument) -> None:
    unknown = all_at(preisa, 5, E1=UNKNOWN)
    assert reasons(unknown) == ("E1 is a critical item and is not known yet",)
    assert outcome(unknown) == "not-yet"
    assert reasons(all_at(preisa, 5, E1=ItemAnswers())) == (
        "E1 is a critical item and is not answered yet",
    )


def test_a_weak_section_keeps_from_ready(preisa: Instrument) -> None:
    weak = {f"B{n}": scored(2) for n in (2, 3, 4, 5)} | {"B1": scored(3)}
    result = all_at(preisa, 4, **weak)
    assert outcome(result) == "ready-with-conditions"
    assert reasons(result) == (
        "Section B, Fit, scores 2.2; “Ready” needs 3.0 or more in every section",
    )


def test_low_overall_means_not_yet(preisa: Instrument) -> None:
    low = {item.id: scored(3 if item.critical else 2) for item in preisa.items}
    result = score_instrument(preisa, low)
    assert outcome(result) == "not-yet"
    assert reasons(result) == (
        "The overall score is 2.2; “Ready with conditions” needs 3.0 or more",
    )


def test_too_few_answers_mean_not_yet_and_say_where(preisa: Instrument) -> None:
    result = all_at(preisa, 5, F2=UNKNOWN, F3=ItemAnswers())
    assert outcome(result) == "not-yet"
    assert reasons(result) == (
        "Section F, Partners and services, has 2 of 4 items answered;"
        " it has no score until at least 60% are",
    )


# Bands and caps

BANDS = [
    {"code": "established", "label": "Established", "from_percent": 80},
    {"code": "developing", "label": "Developing", "from_percent": 60},
    {"code": "emerging", "label": "Emerging", "from_percent": 40},
    {"code": "at-risk", "label": "At risk", "from_percent": 0},
]
CAPS = [
    {"at_or_below": 0, "count": 1, "band": "developing"},
    {"at_or_below": 0, "count": 2, "band": "emerging"},
]


@pytest.fixture(scope="module")
def isa(make_instrument: InstrumentMaker) -> Instrument:
    return make_instrument(
        sections={"A": 10, "B": 10},
        points=(0, 2),
        critical=("A1", "B1"),
        scoring={**ISA, "bands": BANDS, "caps": CAPS},
        consensus_spread=1,
    )


def band(isa: Instrument, **others: ItemAnswers) -> tuple[str, str, tuple[str, ...]]:
    answers = {item.id: scored(2) for item in isa.items}
    found = score_instrument(isa, answers | others).band
    assert found is not None
    return found.band.code, found.before_caps.code, found.reasons


def test_without_a_critical_zero_no_band_is_capped(isa: Instrument) -> None:
    assert band(isa) == ("established", "established", ())


def test_one_critical_zero_caps_at_developing_and_says_why(isa: Instrument) -> None:
    assert band(isa, A1=scored(0)) == (
        "developing",
        "established",
        ("A1 is a critical item and scores 0, so the band is “Developing” at best",),
    )


def test_two_critical_zeros_cap_at_emerging_and_not_known_counts_as_zero(isa: Instrument) -> None:
    code, before, why = band(isa, A1=scored(0), B1=UNKNOWN)
    assert (code, before) == ("emerging", "established")
    assert why == (
        "A1 is a critical item and scores 0, so the band is “Emerging” at best",
        "B1 is a critical item and is not known, which counts as 0,"
        " so the band is “Emerging” at best",
    )


def test_a_critical_item_left_open_is_said_to_be_not_answered(isa: Instrument) -> None:
    assert band(isa, A1=ItemAnswers()) == (
        "developing",
        "established",
        (
            "A1 is a critical item and is not answered, which counts as 0,"
            " so the band is “Developing” at best",
        ),
    )


def test_a_cap_never_lifts_a_band(isa: Instrument) -> None:
    zeros = {item.id: scored(0) for item in isa.items}
    assert band(isa, **zeros) == ("at-risk", "at-risk", ())


def test_a_band_begins_at_exactly_its_percentage(isa: Instrument) -> None:
    at_80 = {f"{s}{n}": scored(0) for s in "AB" for n in (2, 3)}
    assert band(isa, **at_80)[0] == "established"
    assert band(isa, **at_80, A4=scored(1))[0] == "developing"


# What is shown


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(0), "0.0"), (Fraction(349, 100), "3.4"), (Fraction(200, 3), "66.6"), (None, "–")],
)
def test_what_is_shown_is_cut_and_never_rounded_up(value: Fraction | None, text: str) -> None:
    assert shown(value) == text


def test_whole_item_scores_are_shown_without_decimals() -> None:
    assert shown_score(Fraction(2)) == "2"
    assert shown_score(Fraction(5, 2)) == "2.5"
    assert shown(Fraction(3999, 1000), 2) == "3.99"


def test_an_item_result_tells_its_spread_and_whether_it_was_agreed(preisa: Instrument) -> None:
    split = ItemAnswers((Answer.scored(2), Answer.scored(5)), Answer.scored(3))
    item = all_at(preisa, 4, B3=split).items[7]
    assert (item.id, item.kind, item.spread, item.raters) == ("B3", AnswerKind.SCORE, 3, 2)
    assert item.agreed
    assert item.needs_consensus
    assert item.score == 3


def test_the_critical_items_can_be_listed(preisa: Instrument) -> None:
    assert tuple(item.id for item in all_at(preisa, 3).criticals) == CRITICAL
