"""Groups of similar sites: large enough, never overlapping."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.dashboards.rules.similar import FEWEST_OTHERS, Member, group_of, groups
from app.sites.rules import Nation, Stage


def members(number: int, first: int = 1, **given_: Any) -> list[Member]:
    """Sites alike in everything that is not said otherwise."""
    said: dict[str, Any] = {"nation": Nation.ENGLAND, "type": "County", "stage": Stage.FULL}
    return [Member(first + n, **(said | given_)) for n in range(number)]


def test_six_alike_in_everything_are_a_group_of_five_others() -> None:
    found = group_of(1, members(6))
    assert found is not None
    assert found.others(1) == (2, 3, 4, 5, 6)
    assert found.alike == ("nation", "type", "stage")


def test_five_are_too_few() -> None:
    assert group_of(1, members(5)) is None
    assert group_of(9, members(8)) is None


def test_a_group_is_widened_by_those_who_are_left() -> None:
    sites = members(6) + members(3, 10, stage=Stage.INITIAL) + members(3, 20, type="Unitary")
    found = group_of(10, sites)
    assert found is not None
    assert found.alike == ("nation",)
    assert [one.site_id for one in found.members] == [10, 11, 12, 20, 21, 22]


def test_the_last_few_join_the_last_group_which_then_says_less() -> None:
    found = groups(members(6) + members(1, 10, nation=Nation.WALES))
    assert [(len(one.members), one.alike) for one in found] == [(7, ("type", "stage"))]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Nation), st.sampled_from(["County", "Unitary"]), st.sampled_from(Stage)
        ),
        max_size=40,
    )
)
def test_every_site_is_in_one_group_of_at_least_five_others(
    traits: list[tuple[Nation, str, Stage]],
) -> None:
    sites = [Member(number, *one) for number, one in enumerate(traits)]
    found = groups(sites)
    together = [one.site_id for group in found for one in group.members]
    assert len(together) == len(set(together))
    assert all(len(group.members) > FEWEST_OTHERS for group in found)
    assert len(together) == (len(sites) if len(sites) > FEWEST_OTHERS else 0)
    assert groups(reversed(sites)) == found
