"""The instruments beside the PreISA: what each asks, of whom, and how it is read."""

import pytest

from app.instruments.rules import Driver, FactKind, Instrument, Kind, needed, several

Instruments = dict[str, Instrument]
SELF_ASSESSMENTS = ["preisa", "isa", "review", "selfcheck"]
LONGEST_ACTION = 200  # the title of an action that a suggestion becomes


def sizes(instrument: Instrument) -> dict[str, int]:
    return {section.id: len(section.items) for section in instrument.sections}


def test_only_self_assessments_are_opened_as_rounds(instruments: Instruments) -> None:
    kinds = {code: one.kind for code, one in instruments.items()}
    surveys = {"pulse": Kind.SURVEY, "feedback": Kind.SURVEY}
    others = surveys | {"quiz": Kind.QUIZ, "audit": Kind.AUDIT}
    assert kinds == dict.fromkeys(SELF_ASSESSMENTS, Kind.SELF_ASSESSMENT) | others


@pytest.mark.parametrize("code", SELF_ASSESSMENTS)
def test_every_item_of_a_self_assessment_suggests_an_action_of_its_own(
    instruments: Instruments, code: str
) -> None:
    items = instruments[code].items
    suggestions = [item.suggestion for item in items if item.suggestion]
    assert len({suggestion.text for suggestion in suggestions}) == len(items)
    for suggestion in suggestions:
        assert 14 <= suggestion.days <= 90, suggestion.text
        assert len(suggestion.text) <= LONGEST_ACTION, suggestion.text
        assert not suggestion.text.endswith("."), suggestion.text


@pytest.mark.parametrize("code", SELF_ASSESSMENTS)
def test_enough_roles_are_asked_to_reach_the_quorum(instruments: Instruments, code: str) -> None:
    one = instruments[code]
    needed = [respondent for respondent in one.respondents if not respondent.optional]
    assert 1 < one.quorum.roles <= one.quorum.raters <= len(needed)


@pytest.mark.parametrize("code", [*SELF_ASSESSMENTS, "pulse", "audit"])
def test_no_statement_stands_twice(instruments: Instruments, code: str) -> None:
    statements = [item.text for item in instruments[code].items]
    assert len(set(statements)) == len(statements)
    assert not [text for text in statements if text.endswith(".")]


def test_anchors_differ_from_point_to_point(instruments: Instruments) -> None:
    for one in instruments.values():
        for item in one.items:
            words = [point.label for point in item.meaning(one.scale)]
            assert len(set(words)) == len(words), f"{one.code} {item.id}"


# ISA


def test_the_isa_has_38_items_in_eight_sections(instruments: Instruments) -> None:
    isa = instruments["isa"]
    assert sizes(isa) == dict(A=6, B=3, C=5, D=5, E=5, F=5, G=5, H=4)
    assert all(item.evidence for item in isa.items)


def test_the_critical_items_of_the_isa_have_words_of_their_own(instruments: Instruments) -> None:
    critical = [item for item in instruments["isa"].items if item.critical]
    assert [i.id for i in critical] == ["A1", "A2", "C1", "C2", "D1", "E1", "E2", "F1", "G1", "H4"]
    assert all(item.anchors for item in critical)


@pytest.mark.parametrize(
    ("item", "number"),
    [("A3", "8 weeks"), ("A5", "3 months"), ("B2", "4 weeks"), ("C2", "80%"), ("C4", "8 weeks")]
    + [("C5", "6 months"), ("F3", "quarters"), ("G5", "30 days"), ("E1", "80%"), ("E2", "5")],
)
def test_an_item_with_a_number_says_what_each_point_means(
    instruments: Instruments, item: str, number: str
) -> None:
    assert number in dict(instruments["isa"].by_id[item].anchors)[2]


def test_the_isa_can_be_read_under_the_drivers(instruments: Instruments) -> None:
    drivers = {section.id: section.driver for section in instruments["isa"].sections}
    assert drivers == {
        "A": Driver.LEADERSHIP,
        **dict.fromkeys("BCDE", Driver.COMPETENCY),
        "F": Driver.DATA,
        "G": Driver.FACILITATIVE_ADMINISTRATION,
        "H": Driver.SYSTEMS,
    }


def test_the_isa_is_for_a_facilitated_group_of_five(instruments: Instruments) -> None:
    quorum = instruments["isa"].quorum
    assert (quorum.raters, quorum.roles) == (5, 3)


def test_the_isa_is_decided_on_in_the_words_of_its_bands(instruments: Instruments) -> None:
    isa = instruments["isa"]
    assert [decision.code for decision in isa.decisions] == [
        *("roll-out", "roll-out-with-actions", "stay-in-pilot", "support-meeting")
    ]
    assert len(isa.decisions) == len(isa.scoring.bands)


# 12-month review


def test_the_review_has_18_items_under_five_headings(instruments: Instruments) -> None:
    review = instruments["review"]
    assert sizes(review) == dict(U=4, P=4, Q=3, O=4, F=3)
    assert [item.id for item in review.items] == [f"R{n}" for n in range(1, 19)]
    assert all(item.evidence for item in review.items)


def test_nine_items_of_the_review_are_answered_by_figures(instruments: Instruments) -> None:
    filled = {item.id: item.auto_filled for item in instruments["review"].items if item.auto_filled}
    assert filled == {
        **{"R1": "SU2", "R2": "use-by-team", "R5": "SU5", "R6": "SU6", "R7": "SU3"},
        **{"R8": "SU7", "R9": "SU15", "R12": "planned-returns", "R13": "at-home"},
    }


def test_the_review_comes_after_the_isa(instruments: Instruments) -> None:
    assert instruments["review"].after == ("isa",)
    assert not [code for code, one in instruments.items() if one.after and code != "review"]


def test_what_comes_before_an_instrument_exists(instruments: Instruments) -> None:
    assert {code for one in instruments.values() for code in one.after} <= set(instruments)


def test_the_review_ends_in_one_of_four_decisions_and_a_pause_needs_a_date(
    instruments: Instruments,
) -> None:
    decisions = instruments["review"].decisions
    assert [(decision.code, decision.asks_date) for decision in decisions] == [
        *(("full-roll-out", False), ("continue-pilot", False), ("pause", True), ("stop", False))
    ]


def test_the_review_asks_what_to_keep_stop_and_change_and_how_to_stay_in_touch(
    instruments: Instruments,
) -> None:
    facts = {fact.id: fact.kind for fact in instruments["review"].facts}
    assert facts == {
        **dict.fromkeys(["keep", "stop", "change", "contact-terms"], FactKind.TEXT),
        "contact-pattern": FactKind.CHOICE,
    }


def test_the_headings_of_the_review_have_the_bands_of_the_whole(instruments: Instruments) -> None:
    scoring = instruments["review"].scoring
    assert scoring.section_bands == scoring.bands


# Sustainability self-check


def test_the_selfcheck_asks_three_things_in_each_of_eight_sections(
    instruments: Instruments,
) -> None:
    assert sizes(instruments["selfcheck"]) == dict.fromkeys("ABCDEFGH", 3)


def test_the_selfcheck_has_no_pass_mark(instruments: Instruments) -> None:
    scoring = instruments["selfcheck"].scoring
    assert (scoring.bands, scoring.section_bands, scoring.guide) == ((), (), ())


# Pulse


def test_the_pulse_is_short_and_needs_nobody_else(instruments: Instruments) -> None:
    pulse = instruments["pulse"]
    assert [section.title for section in pulse.sections] == ["Confidence", "Usefulness", "Time"]
    assert 3 <= len(pulse.items) <= 6
    assert (pulse.minutes, pulse.quorum.raters, pulse.scale.consensus_spread) == (2, 1, None)
    assert pulse.decisions == ()


# Case audit


def test_the_audit_has_20_items_of_which_eight_are_critical(instruments: Instruments) -> None:
    audit = instruments["audit"]
    assert sizes(audit) == dict(S1=6, S2=3, S3=4, S4=3, S5=2, X=2)
    critical = [item.id for item in audit.items if item.critical]
    assert critical == ["Q1", "Q3", "Q5", "Q7", "Q9", "Q10", "Q14", "Q17"]
    assert [point.value for point in audit.scale.points] == [0, 1, 2]


def test_every_component_is_asked_about_and_every_item_suggests_an_action(
    instruments: Instruments,
) -> None:
    items = instruments["audit"].items
    assert {c for item in items for c in item.components} == {f"CC{n}" for n in range(1, 13)}
    titles = {item.suggestion.text for item in items if item.suggestion}
    assert len(titles) == 20
    assert all(len(text) <= LONGEST_ACTION for text in titles)


# Quiz


def test_the_quiz_asks_twelve_questions_of_which_nine_must_be_right(
    instruments: Instruments,
) -> None:
    quiz = instruments["quiz"]
    assert sizes(quiz) == dict(F=3, C=4, A=2, H=3)
    assert needed(quiz) == 9
    assert sum(several(item) for item in quiz.items) == 5


def test_every_answer_of_the_quiz_is_explained_in_words_of_its_own(
    instruments: Instruments,
) -> None:
    for item in instruments["quiz"].items:
        for words in ([c.text for c in item.choices], [c.feedback for c in item.choices]):
            assert len(set(words)) == len(words) >= 3, item.id
            assert all(len(one) <= 200 for one in words), item.id
        for choice in item.choices:
            assert choice.feedback.startswith("Yes") == choice.right, (item.id, choice.id)
