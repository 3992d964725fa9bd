"""What is shared gives no small count away, neither by itself nor by sums."""

import random
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.disclosure import Count, Hidden, Release, Shown, Sum, Symbol, margins, release
from tests.core.disclosure_attack import ranges

SPARSE = (0, 0, 0, 1, 1, 2, 3, 6)
MIXED = (0, 1, 2, 4, 5, 6, 8, 9, 14, 30)
Tables = tuple[dict[str, Count], list[Sum[str]]]


def shown(value: int | None, sites: int = 1, threshold: int = 5) -> str:
    """What is shown of a count that is shared alone."""
    return str(release({"it": Count(value, sites)}, threshold=threshold)["it"])


def hidden(found: Release[str]) -> set[str]:
    return {key for key, figure in found.figures.items() if isinstance(figure, Hidden)}


def small(counts: Mapping[str, Count], threshold: int) -> list[str]:
    return [
        key
        for key, one in counts.items()
        if one.published and one.value is not None and 0 < one.value <= threshold
    ]


def row(*values: int) -> Tables:
    """Counts a, b, c … and their total."""
    counts = {chr(97 + place): Count(value) for place, value in enumerate(values)}
    sums = [Sum("total", tuple(counts))]
    return counts | {"total": Count(sum(values))}, sums


def test_counts_alone() -> None:
    alone = {0: "0", 1: "c", 5: "c", 6: "5", 7: "5", 8: "10", 12: "10", 13: "15", 1248: "1,250"}
    assert {value: shown(value) for value in alone} == alone
    programme = {0: "0", 5: "c", 6: "10", 14: "10", 15: "20", 1248: "1,250"}
    assert {value: shown(value, sites=3) for value in programme} == programme
    assert shown(14, sites=2) == "15"
    assert shown(None) == "x"


def test_the_threshold_can_be_raised_and_never_lowered() -> None:
    assert [shown(value, threshold=9) for value in (0, 1, 9, 10, 13)] == ["0", "c", "c", "10", "15"]
    with pytest.raises(ValueError, match="up to 5 are always hidden"):
        release({"it": Count(40)}, threshold=4)


def test_the_reason_does_not_tell_a_small_count_from_what_hides_it() -> None:
    found = release(*row(2, 40, 60))
    assert {key: str(figure) for key, figure in found.figures.items()} == {
        "a": "c",
        "b": "c",
        "c": "60",
        "total": "100",
    }
    assert found["a"] == found["b"] == Hidden(Symbol.CONFIDENTIAL)
    assert len({symbol.reason for symbol in Symbol}) == 4


def test_two_small_counts_do_not_hide_each_other_where_their_sum_says_too_much() -> None:
    assert hidden(release(*row(1, 1, 20, 30))) == {"a", "b", "c"}
    assert hidden(release(*row(3, 4, 20, 30))) == {"a", "b"}  # 7 in all: 1 to 6 each
    assert hidden(release(*row(2, 2, 2, 20))) == {"a", "b", "c", "d"}  # 6 in all: 1 to 4 each


def test_where_nothing_else_can_hide_it_the_total_does() -> None:
    assert hidden(release(*row(4, 0, 0, 6))) == {"a", "d"}
    assert hidden(release(*row(0, 3, 0))) == {"b", "total"}
    assert str(release(*row(0, 3, 0))["a"]) == "0"


def test_counts_that_nobody_sees_link_the_views_that_share_them() -> None:
    counts = {
        "north": Count(12),
        "south": Count(40),
        "stage 1": Count(9),
        "stage 2": Count(43),
        "all": Count(52),
        "north in stage 2": Count(3),
    }
    apart = [Sum("all", ("north", "south")), Sum("all", ("stage 1", "stage 2"))]
    assert hidden(release(counts, apart)) == {"north in stage 2"}
    unseen = {
        "north in stage 1": Count(9, published=False),
        "south in stage 1": Count(0, published=False),
        "south in stage 2": Count(40, published=False),
    }
    linked = [
        Sum(whole, tuple(key for key in ("north in stage 2", *unseen) if whole in key))
        for whole in ("north", "south", "stage 1", "stage 2")
    ]
    found = release(counts | unseen, [*apart, *linked])
    assert hidden(found) == {"north in stage 2"}  # 9 of the north can be in either stage
    assert set(found.figures) == set(counts)
    with pytest.raises(KeyError):
        found.percent("north in stage 1", "north")


def test_percentages() -> None:
    having = {"none": 0, "some": 8, "half": 10, "most": 17, "all": 20}
    counts = {key: Count(value) for key, value in having.items()} | {"few": Count(4)}
    found = release(counts)
    assert {key: str(found.percent(key, "all")) for key in counts} == {
        "none": "0%",
        "some": "40%",
        "half": "50%",
        "most": "c",  # three are missing
        "all": "100%",
        "few": "c",
    }
    assert found.percent("none", "few") == Hidden(Symbol.CONFIDENTIAL)
    assert found.percent("none", "none") == Hidden(Symbol.NOT_APPLICABLE)
    with pytest.raises(ValueError, match="'all' is no part of 'some'"):
        found.percent("all", "some")


def test_percentages_of_many_never_round_to_nothing_or_to_all() -> None:
    found = release({"few": Count(6), "more": Count(7), "most": Count(1394), "all": Count(1400)})
    assert [str(found.percent(key, "all")) for key in ("few", "more", "most")] == ["k", "1%", "99%"]
    assert found.percent("more", "all") == Shown(1, "%")


@pytest.mark.parametrize(
    ("counts", "sums", "says"),
    [
        ({"a": 6, "b": 8}, [Sum("b", ("a",))], "'b' is not the sum of its parts"),
        ({"a": None, "b": 8}, [Sum("b", ("a",))], r"\['a'\] are added up but not known"),
        ({"a": -1}, [], "'a' is negative"),
    ],
)
def test_what_cannot_be_is_refused(
    counts: dict[str, int | None], sums: list[Sum[str]], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        release({key: Count(value) for key, value in counts.items()}, sums)


def table(values: Sequence[Sequence[int]], *, seen: bool = True, halves: bool = False) -> Tables:
    """A table with its margins, each of its cells published or not; with `halves`, subtotals of
    its even and its odd rows in every column, as two views of it would show them."""
    rows = [f"row {place}" for place in range(len(values))]
    columns = [f"column {place}" for place in range(len(values[0]))]
    sums = margins(rows, columns, "all")
    exact = {(r, c): n for r, line in zip(rows, values, strict=True)
             for c, n in zip(columns, line, strict=True)}  # fmt: skip
    counts = {key: Count(value, published=seen) for key, value in exact.items()}
    for half in (0, 1) if halves and len(rows) > 1 else ():
        for column in columns:
            parts = tuple((name, column) for name in rows[half::2])
            sums.append(Sum((f"half {half}", column), parts))
    for one in sums:
        exact[one.total] = sum(exact[part] for part in one.parts)
        counts[one.total] = Count(exact[one.total])
    named = {"/".join(key): one for key, one in counts.items()}
    return named, [Sum("/".join(s.total), tuple(map("/".join, s.parts))) for s in sums]


def narrowed(counts: dict[str, Count], sums: list[Sum[str]], threshold: int) -> list[str]:
    """The small counts that somebody can narrow down to fewer numbers than the threshold."""
    gone = hidden(release(counts, sums, threshold=threshold))
    found = ranges(counts, sums, gone, small(counts, threshold))
    return [key for key, (low, high) in found.items() if high - low + 1 < threshold - 1e-6]


def made(seed: int) -> tuple[Tables, int]:
    """One of the random data sets: a table of up to 6 × 5, whole, without its inner cells, or with
    two overlapping views; and a threshold."""
    dice = random.Random(seed)
    drawn = dice.choice((SPARSE, MIXED, SPARSE + MIXED))
    width = dice.randint(1, 5)
    values = [[dice.choice(drawn) for _ in range(width)] for _ in range(dice.randint(1, 6))]
    return table(values, seen=seed % 3 > 0, halves=seed % 3 == 2), dice.choice((5, 5, 5, 9))


def test_nothing_hidden_can_be_worked_out_in_200_data_sets() -> None:
    attacked = 0
    for seed in range(200):
        (counts, sums), threshold = made(seed)
        attacked += len(small(counts, threshold))
        assert not narrowed(counts, sums, threshold), seed
    assert attacked > 1000


def test_the_attack_finds_what_is_hidden_too_little() -> None:
    counts, sums = table([[2, 7], [8, 9]])
    assert ranges(counts, sums, {"row 0/column 0"}, ["row 0/column 0"]) == {
        "row 0/column 0": (2, 2)
    }
    found = ranges(*row(1, 2, 20), {"a", "b"}, ["a", "b"])
    assert found == {"a": (1, 2), "b": (1, 2)}


@settings(max_examples=25)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=5
        )
    ),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_any_table_keeps_its_small_counts_and_hides_the_same_in_any_order(
    values: list[list[int]], halves: bool, dice: random.Random
) -> None:
    counts, sums = table(values, halves=halves)
    assert not narrowed(counts, sums, 5)
    found = release(counts, sums)
    shuffled = dice.sample(list(counts.items()), len(counts))
    assert hidden(release(dict(shuffled), sums)) == hidden(found)
    for key, figure in found.figures.items():
        if isinstance(figure, Shown):
            assert figure.value % 5 == 0
            assert (figure.value == 0) is (counts[key].value == 0)
