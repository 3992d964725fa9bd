"""Which items of two versions may stand side by side."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.instruments.rules import Instrument, ItemMap, comparable_items

InstrumentMaker = Callable[..., Instrument]
Versions = dict[int, Instrument]


@pytest.fixture(scope="module")
def versions(make_instrument: InstrumentMaker) -> Versions:
    """Version 2 turns A1 and A2 round and drops A3; version 3 renames A1 and brings in a B1."""

    def version(number: int, same: dict[str, str], **sections: int) -> Instrument:
        made = make_instrument(sections=sections, points=(0, 2), scoring={"method": "mean"})
        map_ = ItemMap(number - 1, tuple(same.items())) if same else None
        return replace(made, version=number, comparable=map_)

    return {
        1: version(1, {}, A=3),
        2: version(2, {"A1": "A2", "A2": "A1"}, A=2),
        3: version(3, {"A3": "A1", "A2": "A2"}, A=3, B=1),
    }


def test_every_item_of_a_version_compares_with_itself(versions: Versions) -> None:
    for version in versions.values():
        same = comparable_items(version, version)
        assert same == {item.id: item.id for item in version.items}


def test_the_next_version_compares_through_its_map(versions: Versions) -> None:
    assert comparable_items(versions[2], versions[1]) == {"A1": "A2", "A2": "A1"}


def test_over_two_versions_both_maps_are_followed(versions: Versions) -> None:
    found = comparable_items(versions[3], versions[1], [versions[2]])
    assert list(found.items()) == [("A2", "A1"), ("A3", "A2")]


def test_the_order_of_the_versions_between_and_strangers_among_them_do_not_matter(
    versions: Versions,
) -> None:
    stranger = replace(versions[2], code="other", comparable=None)
    every = [stranger, *versions.values(), stranger]
    expected = {"A2": "A1", "A3": "A2"}
    assert comparable_items(versions[3], versions[1], every) == expected
    assert comparable_items(versions[3], versions[1], every[::-1]) == expected


def test_a_map_may_lead_past_a_version(versions: Versions) -> None:
    direct = replace(versions[3], comparable=ItemMap(1, (("B1", "A2"),)))
    assert comparable_items(direct, versions[1]) == {"B1": "A2"}
    assert comparable_items(direct, versions[2], [versions[1]]) == {}


def test_nothing_compares_where_the_chain_breaks(versions: Versions) -> None:
    without_map = replace(versions[2], comparable=None)
    assert comparable_items(without_map, versions[1]) == {}
    assert comparable_items(versions[3], versions[1]) == {}
    assert comparable_items(versions[3], versions[1], [without_map]) == {}


def test_an_item_the_earlier_version_does_not_have_is_left_out(versions: Versions) -> None:
    wrong = replace(versions[2], comparable=ItemMap(1, (("A1", "Z9"), ("A2", "A3"))))
    assert comparable_items(wrong, versions[1]) == {"A2": "A3"}


def test_the_other_way_round_the_maps_are_read_backwards(versions: Versions) -> None:
    found = comparable_items(versions[1], versions[3], [versions[2]])
    assert list(found.items()) == [("A1", "A2"), ("A2", "A3")]


def test_different_instruments_never_compare(versions: Versions) -> None:
    other = replace(versions[1], code="other")
    assert comparable_items(other, versions[1]) == {}
    assert comparable_items(versions[2], other) == {}
