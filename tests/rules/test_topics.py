"""Topics: what is typed, how far a question is, what the NSPCC promises, what a topic is about."""

from datetime import date

import pytest

from app.topics.rules.about import (
    About,
    AboutKind,
    adaptation_words,
    is_safe,
    stage_keys,
    title_for,
)
from app.topics.rules.topics import (
    LONGEST_TITLE,
    Entered,
    Kind,
    Placed,
    State,
    check_merge,
    check_place,
    check_topic,
    may_accept,
    state_of,
    topic_number,
)
from app.topics.rules.waiting import age_words, due_on

STAGES = {"stage-1": "Stage 1: begin", "stage-2": "Stage 2: weigh"}
THEMES = {"goals": "Goals", "courts": "Courts", "data": "Data", "audit": "Audit", "law": "Law"}
CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28)}


def test_all_that_is_wrong_with_a_topic_is_said_at_once() -> None:
    wrong = Entered("poem", "Hm", "  ", "stage-9", ("goals", "unheard-of"))
    fields = [field for field, _ in check_topic(wrong, STAGES, THEMES)]
    assert fields == ["title", "text", "kind", "stage", "tags"]
    right = Entered("question", "How do you begin?", "We meet first.", "stage-1", ("goals",))
    assert check_topic(right, STAGES, THEMES) == []
    too_long = Entered("question", "x" * (LONGEST_TITLE + 1), "We meet first.")
    assert [field for field, _ in check_topic(too_long, STAGES, THEMES)] == ["title"]
    many = Placed("discussion", "", tuple(THEMES))
    assert check_place(many, STAGES, THEMES)[0][1].startswith("Choose 4 themes at most")


def test_how_far_a_question_is_and_who_says_that_it_is_settled() -> None:
    assert state_of(Kind.QUESTION, 0, accepted=False) is State.UNANSWERED
    assert state_of(Kind.QUESTION, 2, accepted=False) is State.ANSWERED
    assert state_of(Kind.QUESTION, 0, accepted=True) is State.ACCEPTED  # the asker found it
    assert state_of(Kind.DISCUSSION, 0, accepted=False) is None
    assert may_accept(Kind.QUESTION, asked=True, is_nspcc=False)
    assert may_accept(Kind.QUESTION, asked=False, is_nspcc=True)
    assert not may_accept(Kind.QUESTION, asked=False, is_nspcc=False)
    assert not may_accept(Kind.DISCUSSION, asked=True, is_nspcc=True)


def test_the_promise_counts_working_days_and_says_what_is_late() -> None:
    asked = date(2026, 12, 23)  # a Wednesday
    due = due_on(asked, 3, CHRISTMAS)
    assert due == date(2026, 12, 30)
    said = {
        date(2026, 12, 23): "Waits for less than a working day, 3 working days left",
        date(2026, 12, 27): "Waits for 1 working day, 2 working days left",
        date(2026, 12, 30): "Waits for 3 working days, promised for today",
        date(2026, 12, 31): "Waits for 4 working days, 1 working day longer than promised",
    }
    assert {on: age_words(asked, due, on, CHRISTMAS) for on in said} == said


def test_what_a_topic_is_about_says_nothing_of_the_authority() -> None:
    words = adaptation_words("1,2,9,Northmoor", STAGES)
    assert words == "An adaptation of Stage 1: begin and Stage 2: weigh"
    assert stage_keys("2", STAGES) == ["stage-2"]
    assert adaptation_words("Northmoor", STAGES) == ""
    title = title_for(About(AboutKind.ADAPTATION, "1", "x" * 200, 7, "12"))
    assert len(title) == LONGEST_TITLE
    assert title.endswith("…")
    assert is_safe("preisa:A1")
    assert not is_safe("../../admin")
    assert not is_safe("a b")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" #12 ", 12),
        ("https://portal.example/community/topics/12?page=2#post-7", 12),
        ("/community/topics/12/", 12),
        ("twelve", None),
        ("99999999999", None),
    ],
)
def test_a_topic_is_named_by_its_number_or_its_address(typed: str, number: int | None) -> None:
    assert topic_number(typed) == number


def test_a_topic_is_merged_into_another_that_is_there() -> None:
    assert check_merge(1, 2, found=True) == []
    assert "number or the address" in check_merge(1, None, found=False)[0][1]
    assert "into itself" in check_merge(1, 1, found=True)[0][1]
    assert "There is no topic 2" in check_merge(1, 2, found=False)[0][1]
