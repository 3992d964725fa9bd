"""Scoring of every published instrument against a reference written a second time from its
definition: any raters, any answers, agreed or not."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from app.instruments.rules import (
    Answer,
    AnswerKind,
    Instrument,
    ItemAnswers,
    Result,
    score_instrument,
)
from tests.rules.scoring_reference import (
    ELSEWHERE,
    OPEN,
    SHEETS,
    UNKNOWN,
    Mark,
    Row,
    Said,
    Sheet,
    reference,
)

SOON = date(2027, 4, 1)
Round = dict[str, Said]


def answer(mark: Mark) -> Answer:
    owner, due_on = (mark.owner, SOON) if mark.says == UNKNOWN else ("", None)
    if isinstance(mark.says, int):
        return Answer(AnswerKind.SCORE, mark.says, has_evidence=mark.evidence)
    kind = AnswerKind(mark.says)
    return Answer(kind, has_evidence=mark.evidence, owner=owner, due_on=due_on)


def score(instrument: Instrument, said: Mapping[str, Said]) -> Result:
    return score_instrument(
        instrument,
        {
            id: ItemAnswers(tuple(map(answer, one.raters)), answer(one.room) if one.room else None)
            for id, one in said.items()
        },
    )


def plain(result: Result) -> Row:
    """A result in the shape of the reference."""
    return {
        "items": {
            item.id: {
                "kind": item.kind,
                "score": item.score,
                "spread": item.spread,
                "consensus": item.needs_consensus,
                "unsupported": item.unsupported,
                "gap": item.gap,
            }
            for item in result.items
        },
        "sections": {
            section.id: {
                "mean": section.mean,
                "percent": section.percent,
                "band": section.band and section.band.code,
                "answered": section.answered,
                "applicable": section.applicable,
                "unknown": section.not_known,
                "find out": section.find_out_first,
            }
            for section in result.sections
        },
        "overall": result.overall,
        "percent": result.percent,
        "before caps": result.band and result.band.before_caps.code,
        "band": result.band and result.band.band.code,
        "guide": result.decision and result.decision.outcome.code,
        "conditions": list(result.decision.conditions) if result.decision else [],
        "unsupported": result.unsupported_percent,
        "unknown": sorted((one.item_id, one.owner) for one in result.unknown),
    }


def marks(points: list[int]) -> st.SearchStrategy[Mark]:
    owners = st.sampled_from(["Ada", "Sam"])
    return st.one_of(
        st.builds(Mark, st.sampled_from(points), evidence=st.booleans()),
        st.builds(Mark, st.sampled_from(points), evidence=st.booleans()),
        st.builds(Mark, st.just(UNKNOWN), owners),
        st.sampled_from([Mark(ELSEWHERE), Mark(OPEN), Mark(OPEN, evidence=True)]),
    )


@st.composite
def rounds(draw: st.DrawFn, sheet: Sheet) -> Round:
    """Anything at all on some items; on the rest nothing, or raters who nearly agree, so that
    whole scores, every band and every answer of the guide come up."""
    points = list(sheet.points)
    anything = marks(points)
    wild = st.builds(
        Said, st.lists(anything, max_size=5).map(tuple), st.one_of(st.none(), anything)
    )
    strange = draw(st.dictionaries(st.sampled_from(sheet.ids), wild, max_size=8))
    if draw(st.booleans()):
        return strange
    level = draw(st.sampled_from(points))
    near = st.sampled_from([level, level, *(p for p in points if abs(p - level) <= 1)])
    calm = st.lists(st.builds(Mark, near), min_size=1, max_size=3).map(tuple)
    return {id: Said(draw(calm)) for id in sheet.ids} | strange


def agrees(instruments: Mapping[str, Instrument], code: str, said: Round) -> None:
    assert plain(score(instruments[code], said)) == reference(SHEETS[code], said)


# One test for each instrument, so that each has all its examples to itself.


@settings(deadline=None)
@given(rounds(SHEETS["preisa"]))
def test_a_preisa_is_scored_as_defined(instruments: dict[str, Instrument], said: Round) -> None:
    agrees(instruments, "preisa", said)


@settings(deadline=None)
@given(rounds(SHEETS["isa"]))
def test_an_isa_is_scored_as_defined(instruments: dict[str, Instrument], said: Round) -> None:
    agrees(instruments, "isa", said)


@settings(deadline=None)
@given(rounds(SHEETS["review"]))
def test_a_review_is_scored_as_defined(instruments: dict[str, Instrument], said: Round) -> None:
    agrees(instruments, "review", said)


@settings(deadline=None)
@given(rounds(SHEETS["selfcheck"]))
def test_a_selfcheck_is_scored_as_defined(instruments: dict[str, Instrument], said: Round) -> None:
    agrees(instruments, "selfcheck", said)


@settings(deadline=None)
@given(rounds(SHEETS["pulse"]))
def test_a_pulse_is_scored_as_defined(instruments: dict[str, Instrument], said: Round) -> None:
    agrees(instruments, "pulse", said)


@settings(deadline=None)
@given(rounds(SHEETS["audit"]))
def test_a_case_audit_is_scored_as_defined(instruments: dict[str, Instrument], said: Round) -> None:
    agrees(instruments, "audit", said)


def test_every_published_instrument_has_a_reference(instruments: dict[str, Instrument]) -> None:
    assert set(instruments) == set(SHEETS)
    for code, instrument in instruments.items():
        assert [item.id for item in instrument.items] == SHEETS[code].ids


# The rounds above come to every band and every answer of the guide: those tests are not idle.

ENDS = [
    (code, key, end)
    for code, key, ends in [
        ("preisa", "guide", ["ready", "ready-with-conditions", "not-yet"]),
        ("isa", "band", ["established", "developing", "emerging", "at-risk"]),
        ("review", "band", ["strong", "partial", "weak"]),
    ]
    for end in ends
]


@pytest.mark.parametrize(("code", "key", "end"), ENDS)
def test_every_end_is_reached(code: str, key: str, end: str) -> None:
    sheet = SHEETS[code]
    any_will_do = settings(
        deadline=None, max_examples=1000, phases=[Phase.generate], derandomize=True, database=None
    )
    found = find(
        rounds(sheet), lambda said: reference(sheet, said)[key] == end, settings=any_will_do
    )
    assert reference(sheet, found)[key] == end


# The borders, where a slip of one point shows


def at(code: str, score_of: int, **others: int | str) -> Round:
    said = {id: Said((Mark(score_of),)) for id in SHEETS[code].ids}
    return said | {id: Said((Mark(says, "Ada"),)) for id, says in others.items()}


@pytest.mark.parametrize(
    ("others", "before", "band"),
    [
        ({}, "established", "established"),
        ({"A1": 0}, "established", "developing"),
        ({"A1": UNKNOWN}, "established", "developing"),
        ({"A1": 0, "H4": 0}, "established", "emerging"),
        ({"A1": 0, "A2": 0, "C1": 0, "D1": 0}, "established", "emerging"),
        ({"B1": 0, "B2": 0, "B3": 0}, "established", "established"),
        ({"A3": 0}, "established", "established"),
    ],
)
def test_a_critical_item_at_zero_caps_the_isa(
    instruments: dict[str, Instrument], others: dict[str, int | str], before: str, band: str
) -> None:
    said = at("isa", 2, **others)
    agrees(instruments, "isa", said)
    found = score(instruments["isa"], said).band
    assert found is not None
    assert (found.before_caps.code, found.band.code) == (before, band)


@pytest.mark.parametrize("code", ["isa", "review"])
def test_each_band_begins_at_exactly_its_percentage(
    instruments: dict[str, Instrument], code: str
) -> None:
    """Lowering one point at a time from the top crosses every border from just above to below."""
    sheet, instrument, bands = SHEETS[code], instruments[code], Counter[str]()
    scores = {id: sheet.points[-1] for id in sheet.ids}
    for id in [id for id in sheet.ids for _ in sheet.points[1:]]:
        scores[id] -= 1
        said = {id: Said((Mark(score),)) for id, score in scores.items()}
        agrees(instruments, code, said)
        found = score(instrument, said).band
        assert found is not None
        bands[found.before_caps.code] += 1
    assert set(bands) == {code for _, code in sheet.bands}


@pytest.mark.parametrize(
    ("code", "near", "apart"),
    [
        ("preisa", (3, 4), (3, 5)),
        ("isa", (1, 1), (1, 2)),
        ("review", (1, 2), (1, 3)),
        ("selfcheck", (2, 4), (2, 5)),
    ],
)
def test_consensus_is_asked_where_raters_lie_apart(
    instruments: dict[str, Instrument], code: str, near: tuple[int, int], apart: tuple[int, int]
) -> None:
    instrument = instruments[code]
    item = instrument.items[0].id

    def asked(scores: tuple[int, int]) -> bool:
        said = {item: Said(tuple(map(Mark, scores)))}
        return score(instrument, said).items[0].needs_consensus

    assert not asked(near)
    assert asked(apart)


def test_a_pulse_asks_for_no_consensus(instruments: dict[str, Instrument]) -> None:
    said = {"P1": Said((Mark(1), Mark(10)))}
    assert not score(instruments["pulse"], said).items[0].needs_consensus


# The worked checks


def test_an_isa_section_of_2_2_1_0_na_2_is_70_percent(instruments: dict[str, Instrument]) -> None:
    says: list[int | str] = [2, 2, 1, 0, ELSEWHERE, 2]
    said = {f"A{n}": Said((Mark(one),)) for n, one in enumerate(says, start=1)}
    result = score(instruments["isa"], said)
    assert result.sections[0].applicable == 5
    assert result.sections[0].percent == 70


def test_a_preisa_at_3_5_is_62_5_percent(instruments: dict[str, Instrument]) -> None:
    said = {id: Said((Mark(3), Mark(4))) for id in SHEETS["preisa"].ids}
    result = score(instruments["preisa"], said)
    assert (result.overall, result.percent) == (Fraction(7, 2), Fraction(125, 2))


def test_what_is_not_known_counts_as_zero_in_an_isa_and_is_listed(
    instruments: dict[str, Instrument],
) -> None:
    result = score(instruments["isa"], at("isa", 2, B2=UNKNOWN))
    assert result.sections[1].percent == Fraction(200, 3)
    assert [(one.item_id, one.owner, one.due_on) for one in result.unknown] == [("B2", "Ada", SOON)]


def test_a_heading_of_the_review_has_its_own_band(instruments: dict[str, Instrument]) -> None:
    weak = {f"R{n}": 1 for n in (1, 2, 3, 4)}
    result = score(instruments["review"], at("review", 3, **weak))
    bands = [section.band.code for section in result.sections if section.band]
    assert bands == ["weak", "strong", "strong", "strong", "strong"]
    assert result.percent == Fraction(1300, 15)


def test_a_section_of_the_selfcheck_needs_two_of_its_three_items(
    instruments: dict[str, Instrument],
) -> None:
    two = score(instruments["selfcheck"], at("selfcheck", 6, A3=UNKNOWN))
    assert two.sections[0].mean == 6
    one = score(instruments["selfcheck"], at("selfcheck", 6, A2=UNKNOWN, A3=UNKNOWN))
    assert one.sections[0].mean is None
