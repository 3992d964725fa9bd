"""Drafts of instruments: edited part by part, checked before publishing, compared with before."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.present import present
from app.instruments.rules import content_hash, drafting, parse_instrument, parts, wording
from app.instruments.rules.changes import Happened, changes
from app.instruments.rules.parts import About, ItemWords, NoSuchPart, SectionWords
from app.instruments.rules.publishing import Where, check, faults, previewed

Raw = dict[str, Any]

POINTS = (1, 2, 3)
ANCHORS = {"1": "None", "2": "Some", "3": "All"}


def item(id_: str, **more: Any) -> Raw:
    return {"id": id_, "text": f"Statement {id_}", **more}


@pytest.fixture
def first() -> Raw:
    """Version 1: two sections with two items each."""
    return {
        "code": "made",
        "version": 1,
        "title": "Made for tests",
        "short_title": "Made",
        "purpose": "To be changed",
        "for_whom": "Nobody",
        "minutes": 5,
        "scale": {"points": [{"value": n, "label": f"Point {n}"} for n in POINTS]},
        "scoring": {"method": "mean", "gap_below": 2},
        "sections": [
            {"id": "A", "title": "Need", "items": [item("A1", anchors=ANCHORS), item("A2")]},
            {"id": "B", "title": "Fit", "items": [item("B1", critical=True), item("B2")]},
        ],
    }


@pytest.fixture
def draft(first: Raw) -> Raw:
    """Version 2, as it is right after copying."""
    return drafting.new_draft(first, 2)


def edited(raw: Raw, item_id: str, **changed: Any) -> Raw:
    words = parts.item(raw, item_id)
    return drafting.edit_item(raw, item_id, ItemWords(**{**vars(words), **changed}))


def ids(raw: Raw) -> dict[str, list[str]]:
    return {s["id"]: [i["id"] for i in s.get("items", [])] for s in raw["sections"]}


def test_a_fresh_draft_says_the_same_compares_every_item_and_can_be_published(
    first: Raw, draft: Raw
) -> None:
    found = changes(first, draft)
    assert found.is_empty
    assert found.comparable == 4
    assert check(draft, {1: first}) == []
    assert parse_instrument(draft).version == 2
    assert dict(present(parse_instrument(draft).comparable).items) == {
        "A1": "A1",
        "A2": "A2",
        "B1": "B1",
        "B2": "B2",
    }


def test_nothing_that_is_edited_changes_what_it_was_made_from(first: Raw, draft: Raw) -> None:
    before = content_hash(first), content_hash(draft)
    about = About("Other", "", "Other", "Other", 7)
    drafting.edit_about(draft, about)
    drafting.edit_section(draft, "A", SectionWords("Other", "Other"))
    edited(draft, "A1", text="Other", anchors=((1, "x"), (2, ""), (3, "")), comparable=None)
    drafting.add_item(draft, "A", "A9", "Other")
    drafting.move_item(draft, "A1", "B", "B1")
    drafting.remove_item(draft, "A1")
    assert (content_hash(first), content_hash(draft)) == before


def test_an_item_keeps_what_is_entered_and_loses_what_is_emptied(draft: Raw) -> None:
    words = ItemWords(
        text="New words",
        hint="A hint",
        evidence="A paper",
        critical=True,
        anchors=((1, "a"), (2, "b"), (3, "c")),
        suggestion="Do it",
        days=14,
        comparable=None,
        hexagon=("need", "fit"),
    )
    full = drafting.edit_item(draft, "A2", words)
    assert parts.item(full, "A2") == words
    assert parse_instrument(full).by_id["A2"].suggestion is not None
    empty = ItemWords("New words", "", "", False, ((1, ""), (2, ""), (3, "")), "", None, "A2")
    bare = drafting.edit_item(full, "A2", empty)
    assert parts.item_data(bare, "A2") == {"id": "A2", "text": "New words"}
    assert parts.comparable_items(bare)["A2"] == "A2"


def test_a_new_item_goes_to_the_end_and_compares_with_nothing(first: Raw, draft: Raw) -> None:
    more = drafting.add_item(draft, "A", drafting.next_id(draft, "A"), "Brand new")
    assert ids(more)["A"] == ["A1", "A2", "A3"]
    found = changes(first, more)
    assert [c.id for c in found.of(Happened.ADDED)] == ["A3"]
    assert found.comparable == 4


@pytest.mark.parametrize(
    ("item_id", "said"),
    [("a1", "already"), ("B1", "already"), ("1A", "letters"), ("A 3", "letters"), ("", "letters")],
)
def test_a_short_name_that_cannot_be_used_is_refused(draft: Raw, item_id: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        drafting.add_item(draft, "A", item_id, "Words")


def test_the_next_short_name_avoids_what_earlier_versions_used(draft: Raw) -> None:
    fewer = drafting.remove_item(draft, "A2")
    assert drafting.next_id(fewer, "A") == "A2"
    assert drafting.next_id(fewer, "A", ["A1", "A2"]) == "A3"


def test_a_removed_item_leaves_the_item_map_too(first: Raw, draft: Raw) -> None:
    fewer = drafting.remove_item(draft, "A1")
    assert "A1" not in parts.comparable_items(fewer)
    assert [c.id_before for c in changes(first, fewer).of(Happened.REMOVED)] == ["A1"]
    assert check(fewer, {1: first}) == []


def test_items_move_first_behind_another_and_to_another_section(first: Raw, draft: Raw) -> None:
    assert ids(drafting.move_item(draft, "A2", "A"))["A"] == ["A2", "A1"]
    assert ids(drafting.move_item(draft, "A1", "A", "A2"))["A"] == ["A2", "A1"]
    moved = drafting.move_item(draft, "A1", "B", "B1")
    assert ids(moved) == {"A": ["A2"], "B": ["B1", "A1", "B2"]}
    wordings = changes(first, moved).of(Happened.CHANGED)[0].wordings
    assert [(w.name, w.before, w.after) for w in wordings] == [("Section", "A", "B")]


def test_a_new_order_within_a_section_is_a_change_of_the_section(first: Raw, draft: Raw) -> None:
    found = changes(first, drafting.move_item(draft, "A2", "A"))
    assert [(w.name, w.before, w.after) for w in found.about] == [
        ("Section A: order", "A1, A2", "A2, A1")
    ]
    assert not found.of(Happened.CHANGED)


def test_an_item_cannot_move_behind_itself_or_behind_nothing(draft: Raw) -> None:
    for section, after in (("A", "A1"), ("A", "B1"), ("Z", "")):
        with pytest.raises(NoSuchPart):
            drafting.move_item(draft, "A1", section, after)


def test_a_section_is_removed_only_when_it_is_empty(draft: Raw) -> None:
    with pytest.raises(ValueError, match="first"):
        drafting.remove_section(draft, "A")
    empty = drafting.remove_item(drafting.remove_item(draft, "A1"), "A2")
    assert [f.id for f in faults(empty)] == ["A"]
    left = drafting.remove_section(empty, "A")
    assert ids(left) == {"B": ["B1", "B2"]}
    assert faults(left) == []


def test_changed_words_are_shown_with_both_texts(first: Raw, draft: Raw) -> None:
    new = edited(draft, "A1", text="Other words", anchors=((1, "None"), (2, "Few"), (3, "All")))
    change = changes(first, new).of(Happened.CHANGED)[0]
    assert change.comparable
    assert [(w.name, w.before, w.after) for w in change.wordings] == [
        ("Statement", "Statement A1", "Other words"),
        ("Words for 2", "Some", "Few"),
    ]


def test_an_item_that_asks_something_else_is_not_comparable(first: Raw, draft: Raw) -> None:
    found = changes(first, edited(draft, "A1", comparable=None))
    assert found.comparable == 3
    same = {c.id: c.comparable for c in found.of(Happened.SAME)}
    assert same == {"A1": False, "A2": True, "B1": True, "B2": True}


def test_an_item_with_a_new_short_name_is_paired_through_the_item_map(
    first: Raw, draft: Raw
) -> None:
    more = drafting.add_item(drafting.remove_item(draft, "A2"), "A", "A7", "Statement A2")
    found = changes(first, edited(more, "A7", comparable="A2"))
    change = found.of(Happened.CHANGED)[0]
    assert (change.id, change.id_before, change.comparable) == ("A7", "A2", True)
    assert [w.name for w in change.wordings] == ["Short name"]
    assert not found.of(Happened.ADDED)
    assert not found.of(Happened.REMOVED)


def test_a_map_that_leads_to_another_version_compares_nothing(first: Raw, draft: Raw) -> None:
    draft["comparable"]["version"] = 7
    assert changes(first, draft).comparable == 0


def test_details_sections_and_scoring_are_compared_too(first: Raw, draft: Raw) -> None:
    new = drafting.edit_about(draft, About("Made for tests", "Made", "More", "Nobody", 9))
    new = drafting.edit_section(new, "A", SectionWords("Needs", ""))
    new["scoring"]["gap_below"] = 3
    new["sections"][0]["items"][0]["hexagon"] = ["need"]
    found = changes(first, new)
    assert [w.name for w in found.about] == ["What it is for", "Minutes", "Section A: title"]
    assert [w.name for w in found.rules] == ["Scoring"]
    assert "Below 3 is a gap" in found.rules[0].after
    assert [w.name for w in found.of(Happened.CHANGED)[0].wordings] == ["Hexagon indicators"]


def test_every_fault_is_said_at_once_each_with_its_place(first: Raw, draft: Raw) -> None:
    bad = drafting.edit_about(draft, About("", "", "", "Nobody", None))
    bad = drafting.edit_section(bad, "A", SectionWords("", ""))
    bad = edited(bad, "A1", text="", anchors=((1, "a"), (2, ""), (3, "")))
    bad = edited(bad, "A2", suggestion="Do it")
    bad = edited(bad, "B1", days=9, comparable="A1")
    bad = edited(bad, "B2", comparable="Z9")
    found = [(f.where, f.id, f.text) for f in check(bad, {1: first})]
    assert found == [
        (Where.ABOUT, "", "Enter a title"),
        (Where.ABOUT, "", "Say what it is for"),
        (Where.ABOUT, "", "Enter how many minutes one person needs"),
        (Where.SECTION, "A", "Section A: enter a title"),
        (Where.ITEM, "A1", "A1: enter the statement"),
        (Where.ITEM, "A1", "A1: enter words for 2 and 3 too, or for no point at all"),
        (Where.ITEM, "A2", "A2: enter the usual days for the suggested action"),
        (Where.ITEM, "B1", "B1: enter the suggested action, or leave its days empty"),
        (Where.ITEM, "B1", "B1 and A1 cannot both ask the same as the earlier A1"),
        (Where.ITEM, "B2", "B2: the earlier version has no item Z9 to compare with"),
    ]


def test_what_only_the_parser_sees_is_said_too(draft: Raw) -> None:
    draft["scoring"]["gap_below"] = 99
    found = faults(draft)
    assert [f.where for f in found] == [Where.WHOLE]
    assert "not a point of the scale" in found[0].text


def test_a_draft_that_was_overtaken_is_not_published(first: Raw, draft: Raw) -> None:
    found = check(draft, {1: first, 2: first})
    assert [f.text for f in found] == [
        "Version 2 was published meanwhile: discard this draft, then copy that one"
    ]


def test_an_unfinished_draft_is_previewed_with_its_gaps_marked(draft: Raw) -> None:
    bad = drafting.edit_about(draft, About("", "", "", "", None))
    bad = edited(bad, "A1", text="", anchors=((1, "a"), (2, ""), (3, "")))
    bad = edited(bad, "A2", suggestion="Do it")
    bad = drafting.remove_item(drafting.remove_item(bad, "B1"), "B2")
    shown = previewed(bad)
    assert shown is not None
    assert [s.id for s in shown.sections] == ["A"]
    assert shown.by_id["A1"].text == "Not written yet"
    assert dict(shown.by_id["A1"].anchors) == {1: "a", 2: "Not written yet", 3: "Not written yet"}
    assert shown.by_id["A2"].suggestion is None


def test_scoring_is_said_in_sentences(make_instrument: Any) -> None:
    made = make_instrument(
        sections={"A": 2},
        points=(0, 2),
        consensus_spread=1,
        scoring={
            "method": "percent-of-maximum",
            "total": "all-items",
            "not_known": "zero",
            "unsupported_from": 2,
            "gap_below": 1,
            "bands": [
                {"code": "high", "label": "High", "from_percent": 62.5},
                {"code": "low", "label": "Low", "from_percent": 0},
            ],
            "caps": [
                {"at_or_below": 0, "count": 1, "band": "low"},
                {"at_or_below": 1, "count": 2, "band": "low"},
            ],
        },
    )
    assert wording.scoring(made) == (
        "A section scores the percentage of the points its items could have.",
        "The total is taken over all items; each weighs the same.",
        "What is not known yet, or not answered, counts as 0.",
        "2 without evidence is marked; it still counts.",
        "Below 1 is a gap, for which an action is suggested.",
    )
    assert wording.bands(made.scoring.bands) == (("High", "From 62.5%", ""), ("Low", "From 0%", ""))
    assert wording.caps(made) == (
        "With a critical item at 0, the band is “Low” at best.",
        "With 2 critical items at 1 or less, the band is “Low” at best.",
    )
    assert "Raters who lie 1 point or more apart are asked" in wording.answering(made)[3]


def test_the_decision_guide_is_said_in_sentences(preisa: Any) -> None:
    assert [asked for _, asked, _ in wording.guide(preisa)] == [
        "Asks for a total of 3.5 or more, every section at 3 or more and every critical item at 3"
        " or more.",
        "Asks for a total of 3 or more and every critical item at 3 or more (or 2 items at 2, each"
        " with an action).",
        "Where nothing better is reached.",
    ]


texts = st.sampled_from(["", "Words", "Other words"])
numbers = st.sampled_from([None, 1, 30])
item_words = st.builds(
    ItemWords,
    text=texts,
    hint=texts,
    evidence=texts,
    critical=st.booleans(),
    anchors=st.tuples(texts, texts, texts).map(lambda t: tuple(zip(POINTS, t, strict=True))),
    suggestion=texts,
    days=numbers,
    comparable=st.sampled_from([None, "A1", "A2", "B1", "Z9"]),
    hexagon=st.sampled_from([(), ("need",), ("fit", "capacity")]),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("item"), st.sampled_from(["A1", "A2", "B1", "B2"]), item_words),
        st.tuples(st.just("remove"), st.sampled_from(["A1", "A2", "B1", "B2"]), st.none()),
        st.tuples(st.just("add"), st.sampled_from(["A", "B"]), texts),
        st.tuples(
            st.just("about"), st.none(), st.builds(About, texts, texts, texts, texts, numbers)
        ),
    ),
    max_size=6,
)
FIRST: Raw = {
    "code": "made",
    "version": 1,
    "title": "Made",
    "purpose": "Tests",
    "for_whom": "Nobody",
    "minutes": 1,
    "scale": {"points": [{"value": n, "label": f"Point {n}"} for n in POINTS]},
    "scoring": {"method": "mean"},
    "sections": [
        {"id": "A", "title": "Need", "items": [item("A1", anchors=ANCHORS), item("A2")]},
        {"id": "B", "title": "Fit", "items": [item("B1"), item("B2")]},
    ],
}


def _done(raw: Raw, step: tuple[str, Any, Any]) -> Raw:
    what, where, words = step
    if what == "about":
        return drafting.edit_about(raw, words)
    if what == "add":
        return drafting.add_item(raw, where, drafting.next_id(raw, where), words)
    if where not in [i["id"] for i in parts.all_items(raw)]:
        return raw
    return (
        drafting.remove_item(raw, where)
        if what == "remove"
        else drafting.edit_item(raw, where, words)
    )


@settings(max_examples=150, deadline=None)
@given(steps=steps)
def test_whatever_is_edited_faults_are_said_exactly_when_it_cannot_be_published(
    steps: list[tuple[str, Any, Any]],
) -> None:
    raw = drafting.new_draft(copy.deepcopy(FIRST), 2)
    for step in steps:
        raw = _done(raw, step)
    found = check(raw, {1: FIRST})
    assert all(fault.where is not Where.WHOLE for fault in found), found
    known = {i["id"] for i in parts.all_items(FIRST)}
    try:
        parse_instrument(raw)
    except ValueError:
        assert found
    else:
        strangers = set(parts.comparable_items(raw).values()) - known
        assert bool(found) == bool(strangers), found
    assert previewed(raw) is not None or not parts.all_items(raw)
    compared = changes(FIRST, raw)
    later = [change.id for change in compared.items if change.id]
    assert later == [i["id"] for i in parts.all_items(raw)]
    earlier = [change.id_before for change in compared.items if change.id_before]
    assert sorted(earlier) == sorted(known)
