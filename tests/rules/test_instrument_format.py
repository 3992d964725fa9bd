"""The instrument format: what it carries, what it refuses, and the PreISA's own content."""

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

from app.instruments.rules import (
    DecisionOption,
    Indicator,
    Instrument,
    InstrumentError,
    ItemMap,
    Kind,
    content_hash,
)
from app.instruments.rules import parse_instrument as parse
from app.instruments.rules.format import Driver, FactKind

Raw = dict[str, Any]

# A published version never changes. If this fails, undo the change and make a new version instead.
PUBLISHED = {
    "audit.v1": "c2b48a58a5d5986bd8c79106e03452400cfdf157e398c0a40466ecdf5a598f6a",
    "feedback.v1": "a74e4e984a6fbcef9e3e0a52b1b3d237d7709f99c514d5e7c7a456b353861596",
    "isa.v1": "59faee6ecf1e21f41b7a623349e6904cd5d3147780df65c6d687c53df5c4f22f",
    "preisa.v1": "924f27e1bd6ccc377cd47697ffa8f3e042b1a6fed4ea9090b07f547735f692b1",
    "pulse.v1": "8514a3019716ad624292e18bdbdb43d88b0367902935071d7ed73d509190b2ff",
    "quiz.v1": "7c377d4daac94e41119674654902069d8b4af6666ce60a86630b8a234b9ca12e",
    "review.v1": "52c4f5bbfef7c7cd945c8d4361716ebfd5cf90d264f6ada5362ea27d81639822",
    "selfcheck.v1": "a773768693feb60983299934cbbae2d3a5377dfd9ee204b6b0fbf924f6c5a3d8",
}


def test_what_was_published_is_unchanged(seed_files: dict[str, Raw]) -> None:
    assert {name: content_hash(raw) for name, raw in seed_files.items()} == PUBLISHED


def test_the_preisa_has_28_items_in_six_sections(preisa: Instrument) -> None:
    assert len(preisa.items) == 28
    assert {s.id: len(s.items) for s in preisa.sections} == dict(A=5, B=5, C=5, D=5, E=4, F=4)


def test_the_preisa_has_seven_critical_items(preisa: Instrument) -> None:
    critical = [item.id for item in preisa.items if item.critical]
    assert critical == ["A1", "B1", "C1", "C2", "D1", "E1", "F1"]


def test_the_critical_items_and_c4_have_words_of_their_own(preisa: Instrument) -> None:
    own = {item.id for item in preisa.items if item.anchors}
    assert own == {"A1", "B1", "C1", "C2", "C4", "D1", "E1", "F1"}
    c2 = preisa.by_id["C2"].meaning(preisa.scale)
    assert [(p.value, p.label) for p in c2][::2] == [
        (1, "Nobody is named"),
        (3, "A lead is named, with no time released"),
        (5, "A lead is named with time in the job plan, and a deputy is named"),
    ]


def test_items_without_words_of_their_own_use_the_general_ones(preisa: Instrument) -> None:
    assert preisa.by_id["A2"].meaning(preisa.scale) == preisa.scale.points


def test_every_preisa_item_asks_for_evidence_and_suggests_an_action(preisa: Instrument) -> None:
    for item in preisa.items:
        assert item.evidence, item.id
        assert item.hexagon, item.id
        assert item.suggestion is not None, item.id
        assert 14 <= item.suggestion.days <= 90, item.id
    texts = [item.suggestion.text for item in preisa.items if item.suggestion]
    assert len(set(texts)) == 28


def test_the_preisa_links_to_the_hexagon(preisa: Instrument) -> None:
    assert all(Indicator.NEED in i.hexagon for i in preisa.section_of("A1").items)
    assert preisa.by_id["F1"].hexagon == (Indicator.NEED, Indicator.CAPACITY)
    assert preisa.by_id["F4"].hexagon == (Indicator.SUPPORTS,)


def test_the_preisa_says_who_answers_and_how_long_it_takes(preisa: Instrument) -> None:
    assert preisa.minutes == 40
    assert (preisa.quorum.raters, preisa.quorum.roles) == (4, 3)
    assert sum(not r.optional for r in preisa.respondents) == 4


def test_the_baseline_facts_are_asked_and_not_scored(preisa: Instrument) -> None:
    assert len(preisa.facts) == 5
    assert {fact.id for fact in preisa.facts}.isdisjoint(preisa.by_id)


def test_a_section_can_be_looked_up_by_its_item(preisa: Instrument) -> None:
    assert preisa.section_of("E4").title == "Data, systems and quality"
    with pytest.raises(KeyError):
        preisa.section_of("Z9")


def test_the_format_carries_what_the_other_instruments_need(preisa_raw: Raw) -> None:
    preisa_raw["scale"] = {
        "points": [{"value": n, "label": str(n)} for n in range(3)],
        "not_known": True,
        "not_applicable": True,
        "consensus_spread": 1,
    }
    preisa_raw["scoring"] = {
        "method": "percent-of-maximum",
        "not_known": "zero",
        "bands": [
            {"code": "high", "label": "High", "from_percent": 80},
            {"code": "low", "label": "Low", "from_percent": 0},
        ],
        "caps": [{"at_or_below": 0, "count": 2, "band": "low"}],
    }
    item = {"id": "Q1", "text": "Counted", "auto_filled": "monthly-use", "components": ["CC1"]}
    preisa_raw["sections"] = [{"id": "G", "title": "Data", "driver": "data", "items": [item]}]
    made = parse(preisa_raw)
    assert made.sections[0].driver is Driver.DATA
    assert made.items[0].auto_filled == "monthly-use"
    assert made.items[0].components == ("CC1",)
    assert made.scoring.caps[0].band == "low"


def test_what_the_preisa_does_not_say_has_its_usual_meaning(preisa: Instrument) -> None:
    assert preisa.kind is Kind.SELF_ASSESSMENT
    assert (preisa.after, preisa.comparable) == ((), None)
    assert preisa.scoring.section_bands == ()
    assert preisa.decisions == (
        DecisionOption("proceed", "Proceed", "Agree the contract and the first dates"),
        DecisionOption("defer", "Defer", "Work on what is missing first, then look again together"),
        DecisionOption("decline", "Decline", "The framework is not right for this authority now"),
    )


@pytest.mark.parametrize("kind", ["survey", "audit"])
def test_nothing_is_decided_on_what_is_not_a_self_assessment(preisa_raw: Raw, kind: str) -> None:
    made = parse(preisa_raw | {"kind": kind})
    assert made.kind == kind
    assert made.decisions == ()


def test_an_instrument_can_name_decisions_and_what_comes_before_it(preisa_raw: Raw) -> None:
    pause = {"code": "pause", "label": "Pause", "meaning": "Until then", "asks_date": True}
    made = parse(preisa_raw | {"decisions": [pause], "after": ["isa", "pulse"]})
    assert made.decisions == (DecisionOption("pause", "Pause", "Until then", asks_date=True),)
    assert made.after == ("isa", "pulse")


def test_a_later_version_says_which_items_ask_the_same(preisa_raw: Raw) -> None:
    asks_the_same = {"version": 1, "items": {"B1": "X9", "A1": "A1"}}
    made = parse(preisa_raw | {"version": 2, "comparable": asks_the_same})
    assert made.comparable == ItemMap(1, (("A1", "A1"), ("B1", "X9")))


def test_a_choice_fact_keeps_its_choices(preisa: Instrument) -> None:
    assert preisa.facts[-1].kind is FactKind.CHOICE
    assert len(preisa.facts[-1].choices) == 3


def test_data_that_went_through_json_reads_and_hashes_the_same(preisa_raw: Raw) -> None:
    stored = json.loads(json.dumps(preisa_raw))
    assert parse(stored) == parse(preisa_raw)
    assert content_hash(stored) == content_hash(preisa_raw)


def test_the_order_of_keys_does_not_change_the_hash(preisa_raw: Raw) -> None:
    turned = dict(reversed(preisa_raw.items()))
    assert content_hash(turned) == content_hash(preisa_raw)


def test_one_changed_word_changes_the_hash(preisa_raw: Raw) -> None:
    before = content_hash(preisa_raw)
    preisa_raw["sections"][2]["items"][1]["evidence"] = "Job plans"
    assert content_hash(preisa_raw) != before


def test_the_order_of_items_changes_the_hash(preisa_raw: Raw) -> None:
    before = content_hash(preisa_raw)
    preisa_raw["sections"].reverse()
    assert content_hash(preisa_raw) != before


def test_a_date_without_quotation_marks_is_refused_by_the_hash() -> None:
    with pytest.raises(InstrumentError, match=r"a\[0\] is a date; put it in quotation marks"):
        content_hash({"a": [datetime.date(2027, 3, 12)]})


def _item(raw: Raw, section: int, item: int) -> Raw:
    found: Raw = raw["sections"][section]["items"][item]
    return found


def _drop_word(raw: Raw) -> None:
    del _item(raw, 0, 0)["anchors"][2]


def _decisions(raw: Raw, **change: object) -> None:
    first = {"code": "go", "label": "Go", "meaning": "Go on"}
    raw["decisions"] = [first, first | {"code": "stop"} | change]


def _map(raw: Raw, version: object = 1, **items: object) -> None:
    raw.update(version=2, comparable={"version": version, "items": items})


FAULTS: list[tuple[Callable[[Raw], object], str]] = [
    (lambda r: r.pop("title"), "title is missing"),
    (lambda r: r.update(version="1"), "version must be a whole number"),
    (lambda r: r.update(version=0), "version must be 1 or more"),
    (lambda r: r.update(code="Pre ISA"), "code is 'Pre ISA'"),
    (lambda r: r.update(colour="red"), "the file has the key 'colour', which is not known"),
    (lambda r: r.update(sections=[]), "sections must be a list with at least one entry"),
    (lambda r: _item(r, 2, 0).update(id="A1"), "sections[2].items[0].id is used twice"),
    (lambda r: r["sections"][1].update(id="A"), "sections[1].id is used twice"),
    (lambda r: _item(r, 0, 1).update(text=" "), "sections[0].items[1].text must be text"),
    (lambda r: _item(r, 0, 1).update(critical="yes"), "items[1].critical must be true or false"),
    (lambda r: _item(r, 0, 1).update(hexagon=["wish"]), "hexagon[0] is 'wish'; it must be one"),
    (lambda r: _item(r, 0, 1).update(suggestion="x"), "suggestion must be a list of keys"),
    (_drop_word, "items[0].anchors must have words for each of the points 1, 2, 3, 4, 5"),
    (lambda r: r["scale"]["points"].pop(2), "scale.points must rise by one"),
    (lambda r: r["scoring"].update(method="magic"), "scoring.method is 'magic'"),
    (lambda r: r["scoring"].update(method="percent-of-maximum"), "the scale must begin at 0"),
    (lambda r: r["scoring"].update(unsupported_from=9), "scoring.unsupported_from is 9"),
    (lambda r: r["scoring"].update(minimum_answered_percent=101), "must be between 0 and 100"),
    (lambda r: r["scoring"]["guide"].pop(), "scoring.guide must end with the one outcome"),
    (lambda r: r["scoring"]["guide"][1].pop("exception_floor"), "guide[1] needs 'exceptions'"),
    (lambda r: r["scoring"]["guide"][0].update(overall="x"), "guide[0].overall must be a number"),
    (lambda r: r["scoring"].update(caps=[{"at_or_below": 1, "band": "x"}]), "caps[0].band is 'x'"),
    (
        lambda r: r["scoring"].update(bands=[{"code": "a", "label": "A", "from_percent": 5}]),
        "scoring.bands must go down from the best band to one from 0 percent",
    ),
    (lambda r: r.update(quorum={"raters": 2, "roles": 3}), "quorum asks for more roles"),
    (lambda r: r["facts"][0].update(choices=["a"]), "facts[0] needs 'choices'"),
    (lambda r: r["facts"][1].update(id="reunification-policy"), "facts[1].id is used twice"),
    (lambda r: r["respondents"][1].update(code="sponsor"), "respondents[1].code is used twice"),
    (lambda r: r.update(kind="poll"), "kind is 'poll'; it must be one of: self-assessment, survey"),
    (lambda r: r.update(decisions=[]), "decisions must be a list with at least one entry"),
    (lambda r: _decisions(r, code="go"), "decisions[1].code is used twice: 'go'"),
    (lambda r: _decisions(r, code="Stop it"), "decisions[1].code is 'Stop it'; use letters"),
    (lambda r: _decisions(r, meaning=""), "decisions[1].meaning must be text"),
    (lambda r: _decisions(r, asks_date="yes"), "decisions[1].asks_date must be true or false"),
    (lambda r: _decisions(r, date=True), "decisions[1] has the key 'date', which is not known"),
    (lambda r: r.update(after="isa"), "after must be a list with at least one entry"),
    (lambda r: r.update(after=["I S A"]), "after[0] is 'I S A'; use letters"),
    (lambda r: r.update(after=["isa", "isa"]), "after[1] is used twice: 'isa'"),
    (lambda r: r.update(after=["isa", "preisa"]), "after[1] is this instrument itself"),
    (lambda r: _map(r, 2, A1="A1"), "comparable.version must be a version before this one"),
    (lambda r: _map(r, 0, A1="A1"), "comparable.version must be 1 or more"),
    (lambda r: _map(r, A1="A1", Z9="A2"), "comparable.items has the key 'Z9'"),
    (lambda r: _map(r, A1="A2", B1="A2"), "comparable.items.B1 is 'A2', which another item is"),
    (lambda r: _map(r, A1=1), "comparable.items.A1 must be text"),
    (lambda r: _map(r, A1="A 1"), "comparable.items.A1 is 'A 1'; use letters"),
    (lambda r: r.update(version=2, comparable={"version": 1}), "comparable.items is missing"),
    (
        lambda r: r["scoring"].update(
            section_bands=[{"code": "a", "label": "A", "from_percent": 5}]
        ),
        "scoring.section_bands must go down from the best band to one from 0 percent",
    ),
]


@pytest.mark.parametrize(("spoil", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_a_fault_is_refused_with_its_place(
    preisa_raw: Raw, spoil: Callable[[Raw], object], message: str
) -> None:
    spoil(preisa_raw)
    with pytest.raises(InstrumentError) as caught:
        parse(preisa_raw)
    assert message in str(caught.value)
