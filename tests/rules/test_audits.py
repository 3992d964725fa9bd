"""Rules of case audits: what a round may be, what cases come to, how far auditors agree."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from statistics import quantiles
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.rules import Instrument
from app.quality.rules.agreement import agreement, in_words, weighted_kappa
from app.quality.rules.audits import (
    Beginning,
    NewRound,
    check_beginning,
    check_close,
    check_reference,
    check_round,
    check_take_back,
    is_blind,
    may_read,
    missing,
    normalised,
    optional_stages,
    wants_second,
)
from app.quality.rules.fidelity import (
    PastRound,
    Scores,
    case_percent,
    quantile,
    round_result,
    two_strong,
)

TODAY = date(2027, 3, 12)
ROUND = NewRound(
    name="Spring",
    first_day=date(2026, 12, 1),
    last_day=date(2027, 2, 28),
    available=24,
    planned=10,
    drawn="random",
    drawn_note="",
    due_on=date(2027, 4, 9),
    auditors=(1, 2),
)


@pytest.fixture(scope="module")
def audit(instruments: dict[str, Instrument]) -> Instrument:
    return instruments["audit"]


def all_at(audit: Instrument, score: int, **other: int | None) -> Scores:
    return {item.id: score for item in audit.items} | other


def faults(**changed: Any) -> list[str]:
    new = replace(ROUND, **changed)
    return [field for field, _ in check_round(new, {1, 2, 3}, TODAY)]


# Rounds


def test_a_round_of_ten_cases_drawn_at_random_is_sound() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("available", "planned", "sound"),
    [(24, 5, True), (24, 4, False), (4, 4, True), (4, 3, False), (4, 5, False), (0, 0, False)],
)
def test_a_round_has_five_cases_or_all_there_are(available: int, planned: int, sound: bool) -> None:
    assert (faults(available=available, planned=planned) == []) == sound


def test_what_a_round_cannot_be() -> None:
    assert faults(drawn="by-hand") == ["drawn_note"]
    assert faults(drawn="all") == ["drawn"]
    assert faults(last_day=date(2026, 11, 30)) == ["last_day"]
    assert faults(due_on=date(2027, 3, 11)) == ["due_on"]
    assert faults(auditors=()) == faults(auditors=(1, 9)) == ["auditors"]


def test_at_least_a_fifth_of_the_cases_is_proposed_for_a_second_audit() -> None:
    for n in range(1, 60):
        assert sum(wants_second(number) for number in range(1, n + 1)) * 5 >= n


@pytest.mark.parametrize(
    "typed", ["LCS 10-4711", "lcs/104711", "  LCS104711 ", "ＬＣＳ.１０４７１１"]
)
def test_one_case_is_recognised_however_it_is_typed(typed: str) -> None:
    assert normalised(typed) == "lcs104711"


def test_a_reference_is_a_number_and_never_a_name() -> None:
    assert check_reference("LCS 104711") == []
    for typed in ("", "  ", "Mary Smith", "1" * 61):
        assert check_reference(typed), typed


def test_nobody_audits_a_case_they_hold_or_a_third_time() -> None:
    assert check_beginning(Beginning(), declared=True, is_auditor=True) == []
    assert check_beginning(Beginning(), declared=False, is_auditor=True)
    assert check_beginning(Beginning(), declared=True, is_auditor=False)
    assert check_beginning(Beginning(3, None, 1), declared=True, is_auditor=True) == []
    assert check_beginning(Beginning(3, None, 2), declared=True, is_auditor=True)
    assert check_beginning(Beginning(3, 7, 2), declared=True, is_auditor=True) == []


def test_who_leads_is_not_led_by_the_first_audit_while_making_the_second() -> None:
    shared = {"mine": False, "leads": True, "handed_in": True}
    assert may_read(**shared, blind=False)
    assert not may_read(**shared, blind=True)
    assert not may_read(mine=False, leads=True, handed_in=False, blind=False)
    assert not may_read(mine=False, leads=False, handed_in=True, blind=False)
    assert is_blind(audits=True, begun=False, handed_in=False, others=1)  # may make the second
    assert is_blind(audits=True, begun=True, handed_in=False, others=1)
    assert not is_blind(audits=True, begun=False, handed_in=False, others=2)
    assert not is_blind(audits=True, begun=True, handed_in=True, others=1)
    assert not is_blind(audits=False, begun=False, handed_in=False, others=1)


def test_an_audit_lacks_items_and_reasons_of_stages_not_reached(audit: Instrument) -> None:
    items = {section.id: [item.id for item in section.items] for section in audit.sections}
    assert optional_stages(audit) == ("S2", "S3", "S4", "S5")
    scores = {id: 1 for stage in ("S1", "S2", "S3", "X") for id in items[stage]}
    assert missing(items, scores, {"S4": "Not to go on", "S5": " "}) == ["S5"]
    assert missing(items, scores, {"S4": "Not to go on"}) == ["Q17", "Q18"]


def test_a_round_below_its_plan_closes_with_a_reason_only() -> None:
    assert check_close(10, 10, 0, "") == []
    assert check_close(9, 10, 0, "")
    assert check_close(10, 10, 1, "")
    assert check_close(9, 10, 0, "A file could not be opened.") == []


# Cases and rounds of them


def test_a_case_counts_the_points_of_the_stages_it_came_to(audit: Instrument) -> None:
    assert case_percent(audit, all_at(audit, 2)) == 100
    # Stages 4 and 5 (five items) not reached; of 15 items one is at 1: 29 of 30 points.
    short = all_at(audit, 2, Q1=1, **dict.fromkeys(["Q14", "Q15", "Q16", "Q17", "Q18"]))
    assert case_percent(audit, short) == Fraction(2900, 30)


def test_of_four_cases_no_figure_is_given(audit: Instrument) -> None:
    found = round_result(audit, [all_at(audit, 2)] * 4, [3, 3, 2, 4])
    assert (found.is_enough, found.lacking, found.high, found.median) == (False, 1, None, None)
    parts = (*found.components, *found.stages, *found.items)
    assert {(part.percent, part.passed) for part in parts} == {(None, None)}
    assert (found.grades, found.to_improve) == ({}, ())


def test_a_round_worked_out_by_hand(audit: Instrument) -> None:
    # Five cases whose 20 items are all at 2 but for so many at 0: 100, 95, 90, 75 and 50 per cent.
    ids = [item.id for item in audit.items]
    cases = [all_at(audit, 2, **dict.fromkeys(ids[:n], 0)) for n in (0, 1, 2, 5, 10)]
    found = round_result(audit, cases, [4, 3, 3, 2, 1])
    assert [found.median, found.lower, found.upper, found.high] == [90, 75, 95, 3]
    by_id = {part.id: part for part in (*found.items, *found.components, *found.stages)}
    assert [by_id["Q1"].percent, by_id["Q1"].passed] == [20, 20]  # four of five are at 0
    assert by_id["CC2"].percent == Fraction(100 * (2 + 3) * 2, 20)  # Q2 in 2 of 5, Q3 in 3
    assert by_id["X"].percent == 100
    assert [part.id for part in found.to_improve][:5] == ["Q1", "Q2", "Q3", "Q5", "Q4"]
    assert found.grades == {4: 1, 3: 2, 2: 1, 1: 1}


def test_a_part_that_fewer_than_five_cases_came_to_has_no_figure(audit: Instrument) -> None:
    stopped = all_at(audit, 1, Q17=None, Q18=None)
    found = round_result(audit, [all_at(audit, 1)] * 4 + [stopped] * 6)
    monitoring = next(part for part in found.components if part.id == "CC10")
    assert (monitoring.cases, monitoring.percent, found.n) == (4, None, 10)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=30))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    exact = [Fraction(value) for value in values]
    ours = [quantile(exact, Fraction(n, 4)) for n in (1, 2, 3)]
    assert ours == pytest.approx(quantiles(values, n=4, method="inclusive"))


def test_two_strong_rounds_come_one_after_the_other() -> None:
    high, low, none = (
        PastRound(TODAY, 10, median) for median in (Fraction(80), Fraction(799, 10), None)
    )
    assert two_strong([low, high, high])
    for rounds in ([high], [high, low], [high, none], [high, high, low]):
        assert not two_strong(rounds)


# Agreement


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    return [
        (a, b) for a, row in enumerate(rows) for b, times in enumerate(row) for _ in range(times)
    ]


def kappa_of(pairs: list[tuple[int, int]], points: list[int]) -> float:
    """The definition by shares and weights of agreement, in floating point: another way round."""
    n, k = len(pairs), len(points)
    weight = {(a, b): 1 - abs(a - b) / (k - 1) for a, b in product(points, points)}
    seen = sum(weight[pair] for pair in pairs) / n
    first = {a: sum(x == a for x, _ in pairs) / n for a in points}
    second = {b: sum(y == b for _, y in pairs) / n for b in points}
    chance = sum(weight[a, b] * first[a] * second[b] for a, b in product(points, points))
    return (seen - chance) / (1 - chance)


def test_kappa_of_a_published_table() -> None:
    # Husbands and wives on a question with four answers (Hout and others, 1987, as in Agresti's
    # books): linearly weighted 0.237.
    pairs = table((7, 7, 2, 3), (2, 8, 3, 7), (1, 5, 4, 9), (2, 8, 9, 14))
    kappa = weighted_kappa(pairs, [0, 1, 2, 3])
    assert kappa is not None
    assert float(kappa) == pytest.approx(0.2374, abs=0.0001)


def test_kappa_worked_out_by_hand() -> None:
    # 20 pairs; apart by 1 four times, by 2 never: 4. By chance: rows 6, 8, 6 and columns 6, 8, 6
    # give (6·8 + 8·6 + 8·6 + 6·8) + 2·(6·6 + 6·6) = 192 + 144 = 336 over 20, which is 16.8.
    pairs = table((5, 1, 0), (1, 6, 1), (0, 1, 5))
    assert weighted_kappa(pairs, [0, 1, 2]) == 1 - Fraction(40, 168)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=60))
def test_kappa_agrees_with_its_other_definition(pairs: list[tuple[int, int]]) -> None:
    found = weighted_kappa(pairs, [0, 1, 2])
    if found is None:
        assert len({score for pair in pairs for score in pair}) == 1
    else:
        assert float(found) == pytest.approx(kappa_of(pairs, [0, 1, 2]))


def test_agreement_waits_for_two_cases_and_twenty_pairs_and_counts_stages_not_reached() -> None:
    first: Scores = {"Q1": 2, "Q2": 1, "Q3": None, "Q4": None}
    second: Scores = {"Q1": 2, "Q2": 0, "Q3": None, "Q4": 1}
    found = agreement([(first, second)], [0, 1, 2])
    assert (found.cases, found.items, found.pairs) == (1, 3, 2)
    many = {f"Q{n}": n % 3 for n in range(20)}
    one, two = agreement([(many, many)], [0, 1, 2]), {id: many[id] for id in list(many)[:10]}
    assert (one.pairs, one.percent, one.kappa) == (20, None, None)  # of one file alone
    both = agreement([(two, two), (two, two)], [0, 1, 2])
    assert (both.pairs, both.percent, both.kappa) == (20, Fraction(100), Fraction(1))
    fewer = agreement([(two, two), (first, second)], [0, 1, 2])
    assert (fewer.pairs, fewer.percent, fewer.kappa) == (12, None, None)
    said = agreement([(many, many), (first, second)], [0, 1, 2])
    assert said.percent == Fraction(100 * 21, 23)  # what one alone did not reach counts
    assert agreement([], [0, 1, 2]).percent is None


def test_an_audit_is_not_taken_back_once_its_case_has_two_or_its_round_is_closed() -> None:
    assert check_take_back(is_open=True, has_other=False) == []
    assert "two audits now" in check_take_back(is_open=True, has_other=True)[0][1]
    assert "round is closed" in check_take_back(is_open=False, has_other=False)[0][1]


def test_the_words_for_kappa_have_their_limits() -> None:
    said = [in_words(Fraction(n, 100)) for n in (20, 21, 40, 41, 60, 61, 80, 81)]
    assert said == [*("poor", "fair", "fair", "moderate", "moderate", "good", "good", "very good")]
