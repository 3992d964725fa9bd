"""One answer: what is refused and what the message says; several raters and an agreed answer."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.instruments.rules import Answer, AnswerKind, Instrument, ItemAnswers, check_answer

TODAY = date(2027, 3, 12)


def check(preisa: Instrument, item_id: str, answer: Answer) -> list[str]:
    return check_answer(preisa.by_id[item_id], preisa.scale, answer, TODAY)


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
def test_every_point_of_the_scale_is_accepted(preisa: Instrument, score: int) -> None:
    assert check(preisa, "A1", Answer.scored(score)) == []


@pytest.mark.parametrize("score", [0, 6, -1, None])
def test_a_score_outside_the_scale_is_refused(preisa: Instrument, score: int | None) -> None:
    answer = Answer(AnswerKind.SCORE, score)
    assert check(preisa, "A1", answer) == ["Choose a score from 1 to 5"]


def test_not_known_needs_an_owner_and_a_date(preisa: Instrument) -> None:
    assert check(preisa, "A1", Answer.not_known(" ", None)) == [
        "Enter who will find out",
        "Enter the date by which they will find out",
    ]


def test_not_known_until_today_is_accepted_and_until_yesterday_refused(preisa: Instrument) -> None:
    assert check(preisa, "A1", Answer.not_known("Data officer", TODAY)) == []
    assert check(preisa, "A1", Answer.not_known("Data officer", date(2027, 3, 11))) == [
        "The date by which they will find out must be today or later"
    ]


def test_not_applicable_needs_a_reason(preisa: Instrument) -> None:
    assert check(preisa, "A4", Answer.not_applicable("  ")) == [
        "Enter why this does not apply to you"
    ]
    assert check(preisa, "A4", Answer.not_applicable("No returns last year")) == []


def test_a_critical_item_always_applies(preisa: Instrument) -> None:
    (message,) = check(preisa, "A1", Answer.not_applicable("No returns last year"))
    assert message.startswith("A1 is a critical item, so it always applies")


def test_leaving_an_item_open_is_no_fault(preisa: Instrument) -> None:
    assert check(preisa, "A1", Answer()) == []


def test_answers_the_instrument_does_not_offer_are_refused(preisa: Instrument) -> None:
    scale = replace(preisa.scale, not_known=False, not_applicable=False)
    item = preisa.by_id["A2"]
    for answer in (Answer.not_known("Jo", TODAY), Answer.not_applicable("why")):
        (message,) = check_answer(item, scale, answer, TODAY)
        assert message.startswith("Choose one of the scores")


def rated(*scores: int) -> ItemAnswers:
    return ItemAnswers(tuple(Answer.scored(score) for score in scores))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [((4,), 4), ((2, 5), Fraction(7, 2)), ((5, 1, 2), 2), ((1, 2, 4, 5), 3)],
)
def test_without_agreement_the_median_of_the_raters_counts(
    scores: tuple[int, ...], expected: Fraction
) -> None:
    assert rated(*scores).score == expected


def test_the_agreed_answer_goes_before_the_ratings() -> None:
    answers = ItemAnswers(rated(1, 1, 2).ratings, Answer.scored(4))
    assert answers.score == 4
    unknown = ItemAnswers(rated(1, 1, 2).ratings, Answer.not_known("Jo", TODAY))
    assert unknown.outcome is AnswerKind.NOT_KNOWN
    assert unknown.score is None


def test_an_open_agreed_answer_leaves_the_median_standing() -> None:
    assert ItemAnswers(rated(1, 3).ratings, Answer()).score == 2


def test_one_score_outweighs_not_known_and_not_applicable() -> None:
    answers = ItemAnswers(
        (Answer.not_known("Jo", TODAY), Answer.scored(2), Answer.not_applicable("x"), Answer())
    )
    assert answers.outcome is AnswerKind.SCORE
    assert answers.score == 2


def test_not_known_outweighs_not_applicable() -> None:
    answers = ItemAnswers((Answer.not_applicable("x"), Answer.not_known("Jo", TODAY)))
    assert answers.outcome is AnswerKind.NOT_KNOWN


def test_the_spread_needs_two_ratings() -> None:
    assert rated(4).spread is None
    assert rated(2, 5, 3).spread == 3


def test_consensus_is_asked_from_a_spread_of_two(preisa: Instrument) -> None:
    assert not rated(3, 4).needs_consensus(preisa.scale)
    assert rated(3, 5).needs_consensus(preisa.scale)


def test_consensus_is_asked_where_raters_disagree_that_it_applies(preisa: Instrument) -> None:
    answers = ItemAnswers((Answer.scored(3), Answer.not_applicable("x")))
    assert answers.needs_consensus(preisa.scale)
