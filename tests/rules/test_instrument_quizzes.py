"""A quiz: its format, the order of one try, and how it is marked."""

from fractions import Fraction
from typing import Any

import pytest

from app.instruments.rules import (
    Instrument,
    InstrumentError,
    check_chosen,
    choices_in_order,
    in_order,
    mark,
    needed,
    parse_instrument,
)


def raw(**changes: Any) -> dict[str, Any]:
    """Three questions, of which the third has two right answers."""

    def question(number: int, right: str) -> dict[str, Any]:
        return {
            "id": f"Q{number}",
            "text": f"Question {number}?",
            "choices": [
                {"id": one, "text": one.upper(), "right": one in right, "feedback": f"why {one}"}
                for one in "abc"
            ],
        }

    questions = [question(1, "a"), question(2, "b"), question(3, "ac")]
    plain = {"code": "quiz", "version": 1, "kind": "quiz", "title": "Quiz", "minutes": 1}
    return {
        **plain,
        "purpose": "To know.",
        "for_whom": "All.",
        "quiz": {"pass_percent": 60, "tries": 2},
        "scale": {"points": [{"value": 0, "label": "No"}, {"value": 1, "label": "Yes"}]},
        "scoring": {"method": "percent-of-maximum", "total": "all-items", "not_known": "zero"},
        "sections": [{"id": "S", "title": "All", "items": questions}],
    } | changes


@pytest.fixture(scope="module")
def quiz() -> Instrument:
    return parse_instrument(raw())


def test_a_question_is_right_with_every_right_answer_and_no_other(quiz: Instrument) -> None:
    done = mark(quiz, {"Q1": ["a"], "Q2": ["a"], "Q3": ["a", "c"]})
    assert [one.is_right for one in done.marked] == [True, False, True]
    assert quiz.decisions == ()
    assert (done.right, done.percent, done.passed) == (2, Fraction(200, 3), True)
    assert not mark(quiz, {"Q1": ["a"], "Q3": ["a"]}).passed
    assert not mark(quiz, {"Q1": ["a"], "Q3": ["a", "b", "c"]}).passed
    with pytest.raises(KeyError):
        mark(quiz, {"Q9": ["a"]})


@pytest.mark.parametrize(("percent", "right"), [(1, 1), (33, 1), (34, 2), (60, 2), (100, 3)])
def test_the_pass_mark_is_rounded_up_to_whole_questions(percent: int, right: int) -> None:
    made = parse_instrument(raw(quiz={"pass_percent": percent, "tries": 1}))
    assert needed(made) == right
    every = {"Q1": ["a"], "Q2": ["b"], "Q3": ["a", "c"]}
    for given in range(4):
        some = dict(list(every.items())[:given])
        assert mark(made, some).passed == (given >= right)


def test_the_order_is_stable_for_a_try_and_differs_between_tries(quiz: Instrument) -> None:
    def order(seed: str) -> list[str]:
        asked = in_order(quiz, seed)
        return [f"{i.id}{c.id}" for i in asked for c in choices_in_order(i, seed)]

    assert order("7:1") == order("7:1")
    assert sorted(order("7:1")) == sorted(order("7:2"))
    assert len({tuple(order(f"7:{n}")) for n in range(10)}) > 5


@pytest.mark.parametrize(
    ("item", "chosen", "words"),
    [
        ("Q1", [], "Choose an answer"),
        ("Q3", [], "Choose at least one answer"),
        ("Q1", ["a", "b"], "Choose one answer only"),
        ("Q1", ["z"], "Choose among the answers shown"),
        ("Q3", ["a", "b"], ""),
    ],
)
def test_what_cannot_be_an_answer_is_said(
    quiz: Instrument, item: str, chosen: list[str], words: str
) -> None:
    assert check_chosen(quiz.by_id[item], chosen) == words


def without_choices() -> dict[str, Any]:
    made = raw()
    del made["sections"][0]["items"][0]["choices"]
    return made


def all_right() -> dict[str, Any]:
    made = raw()
    for choice in made["sections"][0]["items"][1]["choices"]:
        choice["right"] = True
    return made


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (raw(quiz=None), "needs 'quiz' where its kind is 'quiz'"),
        (raw(kind="survey"), "needs 'choices' in a quiz, and only there"),
        (raw(quiz={"pass_percent": 0, "tries": 1}), "pass_percent must be above 0"),
        (raw(quiz={"pass_percent": 50, "tries": 0}), "needs one try at least"),
        (
            raw(scale={"points": [{"value": n, "label": str(n)} for n in (1, 2)]}),
            "must be 0 .not right. and 1",
        ),
        (without_choices(), r"items\[0\] needs 'choices'"),
        (all_right(), r"items\[1\].choices must hold one that is right and one that is not"),
    ],
)
def test_a_file_that_is_no_sound_quiz_is_refused(made: dict[str, Any], words: str) -> None:
    with pytest.raises(InstrumentError, match=words):
        parse_instrument(made)
