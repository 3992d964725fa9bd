"""What the guard finds in a text, and what it lets pass."""

import pytest

from app.core.guard import Kind, clean, look
from bench.guard import labelled, score
from tests.core.guarded import harmless, identifying, seeded


@pytest.mark.parametrize(("kind", "sentence"), identifying())
def test_what_identifies_a_child_is_found(kind: Kind, sentence: str) -> None:
    assert kind in {finding.kind for finding in look(sentence)}


@pytest.mark.parametrize("sentence", harmless())
def test_the_language_of_the_field_passes(sentence: str) -> None:
    assert not look(sentence)


def test_instruments_programme_and_demo_pass() -> None:
    texts = seeded()
    assert len(texts) > 1000
    assert [look(text) for text in texts if not clean(text)] == []


def test_there_are_sentences_enough_to_judge_by() -> None:
    assert len(harmless()) >= 120
    assert len(identifying()) >= 80
    assert {kind for kind, _ in identifying()} == set(Kind)


def test_harmless_sentences_pass_together_too() -> None:
    for joined in (" ".join(harmless()), "\n".join(harmless())):
        assert [finding.excerpt for finding in look(joined)] == []


def test_a_finding_stands_where_it_says_and_says_what_to_write() -> None:
    text = "Agreed – in 2026 – that Jayden’s mum visits. NHS number 943 476 5919."
    name, number = look(text)
    assert (name.kind, name.excerpt, name.certain) == (Kind.NAME, "Jayden’s mum", False)
    assert (number.kind, number.excerpt, number.certain) == (Kind.NHS_NUMBER, "943 476 5919", True)
    assert all(text[f.start : f.end] == f.excerpt for f in (name, number))
    assert name.words == (
        "“Jayden’s mum” looks like the name of a child or relative. "
        "Write “a child”, “the mother” or “one family” instead"
    )
    assert number.words == "“943 476 5919” is an NHS number. Take it out"


@pytest.mark.parametrize(
    "text",
    [
        "NHS number 943\u00a0476\u00a05919",
        "NHS number 943–476–5919",
        "NHS number ９４３４７６５９１９",
        "NHS number 943\u200b476\u200b5919",
    ],
)
def test_other_spaces_dashes_and_digits_hide_nothing(text: str) -> None:
    assert [finding.certain for finding in look(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Join at https://meet.example.org/j/9434765919 on Monday.",
        "Meeting ID: 943 476 5919",
        "Call +44 943 476 5919 from abroad.",
        "Counts were 12 943 476 5919 in all.",
    ],
)
def test_ten_digits_that_may_be_something_else_can_be_confirmed(text: str) -> None:
    assert [finding.certain for finding in look(text)] == [False]


def test_a_book_is_no_patient() -> None:
    assert clean("See ISBN 0306406152, chapter 3.")
    assert not clean("See 0306406152, chapter 3.")


def test_a_date_of_birth_is_certain_only_under_its_own_label() -> None:
    assert [f.certain for f in look("DOB: 3 May 2018")] == [True]
    assert [f.certain for f in look("The girl was born on 3 May 2018")] == [False]
    assert [f.certain for f in look("Date of birth to be asked for, from 3 May 2026 on")] == [False]


def test_findings_never_overlap() -> None:
    text = (
        "Her brother Tom Smith, aged 6, DOB 3.5.2018, case no. 4711, child 204518, Tom's mum Sarah."
    )
    found = look(text)
    assert len(found) >= 5
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def test_a_long_excerpt_is_quoted_in_part() -> None:
    (finding,) = look("Mum said after the very longest of all the long winter evenings Tyler cried")
    assert len(finding.excerpt) > 60
    assert "…”" in finding.words
    assert len(finding.words) < 200


def test_posts_are_told_apart_as_well_as_the_readme_says() -> None:
    found = score(labelled())
    assert len(labelled()) >= 120
    assert found.precision >= 0.95
    assert found.recall >= 0.95
