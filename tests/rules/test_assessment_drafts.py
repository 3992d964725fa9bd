"""Drafts, progress and sealing: what counts as complete, as evidence, as an answer."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from app.assessments.rules import (
    Agreed,
    Draft,
    ItemStatus,
    Rated,
    Saved,
    active_minutes,
    all_words,
    answers_by_item,
    chosen,
    faults,
    progress_of,
    seal,
    tidy,
    unseal,
)
from app.instruments.rules import AnswerKind, Instrument, score_instrument

TODAY = date(2027, 3, 12)
NOT_KNOWN = Draft(AnswerKind.NOT_KNOWN, owner="Jo", due_on=date(2027, 4, 1))


def scored(score: int, evidence: str = "A paper") -> Draft:
    return Draft(AnswerKind.SCORE, score, evidence=evidence)


@pytest.mark.parametrize("note", ["", "none", "None.", " N/A ", "-", "no evidence"])
def test_a_note_that_names_nothing_is_no_evidence(note: str) -> None:
    assert not scored(5, note).has_evidence
    assert scored(5, "none of it is written, ask Jo").has_evidence


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("3", (AnswerKind.SCORE, 3)),
        ("not-known", (AnswerKind.NOT_KNOWN, None)),
        ("not-applicable", (AnswerKind.NOT_APPLICABLE, None)),
        ("", (AnswerKind.UNANSWERED, None)),
        (None, (AnswerKind.UNANSWERED, None)),
        ("²", (AnswerKind.UNANSWERED, None)),
        ("score", (AnswerKind.UNANSWERED, None)),
        ("-1", (AnswerKind.UNANSWERED, None)),
    ],
)
def test_a_radio_stands_for_a_kind_and_a_score(
    choice: str | None, expected: tuple[AnswerKind, int | None]
) -> None:
    assert chosen(choice) == expected


def test_faults_stand_beside_the_field_that_mends_them(preisa: Instrument) -> None:
    item, scale = preisa.by_id["A2"], preisa.scale

    def fields(draft: Draft) -> list[str]:
        return sorted(faults(item, scale, draft, TODAY))

    assert fields(Draft()) == ["answer"]
    assert fields(Draft(AnswerKind.NOT_KNOWN)) == ["due_on", "owner"]
    assert fields(Draft(AnswerKind.NOT_KNOWN, owner="Jo", due_on=date(2027, 3, 11))) == ["due_on"]
    assert fields(Draft(AnswerKind.NOT_APPLICABLE)) == ["reason"]
    assert fields(scored(9)) == ["answer"]
    assert fields(scored(3)) == fields(NOT_KNOWN) == []


def test_a_critical_item_cannot_be_left_out_by_any_field(preisa: Instrument) -> None:
    found = faults(
        preisa.by_id["A1"], preisa.scale, Draft(AnswerKind.NOT_APPLICABLE, reason="x"), TODAY
    )
    assert list(found) == ["answer"]


def test_each_item_has_the_status_its_draft_earns(preisa: Instrument) -> None:
    drafts = {
        "A1": scored(3, ""),
        "A2": scored(4, ""),
        "A3": NOT_KNOWN,
        "A4": Draft(AnswerKind.NOT_APPLICABLE, reason="No returns"),
        "A5": Draft(AnswerKind.NOT_KNOWN, owner="Jo"),
        "B1": Draft(comment="A thought"),
    }
    saved = {item: Saved(draft, 1) for item, draft in drafts.items()}
    progress = progress_of(preisa, saved, TODAY)
    found = [place.status for place in progress.places[:7]]
    assert found == [
        ItemStatus.ANSWERED,
        ItemStatus.NEEDS_EVIDENCE,
        ItemStatus.NOT_KNOWN,
        ItemStatus.NOT_APPLICABLE,
        ItemStatus.TO_FINISH,
        ItemStatus.TO_FINISH,
        ItemStatus.NOT_STARTED,
    ]
    assert (progress.answered, progress.total) == (4, 28)
    assert progress.missing[0].item.id == "A5"
    assert [place.item.id for place in progress.without_evidence] == ["A2"]
    assert not progress.is_complete


def test_items_know_what_stands_beside_them(preisa: Instrument) -> None:
    progress = progress_of(preisa, {}, TODAY)
    assert progress.beside("A1", -1) is None
    after = progress.beside("A5", 1)
    assert after is not None
    assert after.item.id == "B1"
    assert progress.beside("F4", 1) is None
    assert len(progress.in_section("E")) == 4


def test_what_is_sealed_scores_the_same_when_opened_again(preisa: Instrument) -> None:
    answers = {item.id: scored(4) for item in preisa.items}
    answers |= {"A2": NOT_KNOWN, "B2": Draft(AnswerKind.NOT_APPLICABLE, reason="Why")}
    answers |= {"C3": Draft(AnswerKind.SCORE, 2, owner="left over", reason="left over")}
    content = seal(preisa, [Rated("strategic", answers, {"stand-alone-team": "No"}, 41)])
    (rater,) = unseal(content)
    assert rater.answers["A2"] == NOT_KNOWN
    assert rater.answers["C3"] == Draft(AnswerKind.SCORE, 2)
    assert (rater.minutes, rater.facts) == (41, {"stand-alone-team": "No"})
    result = score_instrument(preisa, answers_by_item(content))
    assert result.sections[0].mean == 4
    assert result.unknown[0].owner == "Jo"


def test_several_raters_are_sealed_together_and_the_agreed_answer_goes_first(
    preisa: Instrument,
) -> None:
    raters = [
        Rated("sponsor", {"A1": scored(2)}, {}, 30),
        Rated("team-manager", {"A1": scored(5)}, {}, 35),
    ]
    apart = answers_by_item(seal(preisa, raters))["A1"]
    assert (apart.score, apart.spread) == (Fraction(7, 2), 3)
    agreed = answers_by_item(seal(preisa, raters, {"A1": Agreed(scored(3))}))["A1"]
    assert agreed.score == 3


def test_minutes_leave_breaks_out() -> None:
    start = datetime(2027, 3, 12, 17, 0, tzinfo=UTC)
    moments = [start + timedelta(minutes=m) for m in (0, 4, 9, 200, 205, 1500)]
    assert active_minutes(moments) == 14
    assert active_minutes([]) == 1


def test_text_is_kept_without_control_characters_and_with_one_kind_of_line_break() -> None:
    assert tidy(" a\r\nb\x00\rc\x1b ") == "a\nb\nc"
    assert tidy(None) == ""


def test_the_words_of_a_draft_hold_everything_entered(preisa: Instrument) -> None:
    draft = Draft(AnswerKind.SCORE, 4, evidence="Paper", comment="Ask Jo")
    assert all_words(preisa.scale, draft) == (
        "4, mostly in place, small gaps\nEvidence: Paper\nComment: Ask Jo"
    )
    assert "nobody named yet, no date yet" in all_words(preisa.scale, Draft(AnswerKind.NOT_KNOWN))
