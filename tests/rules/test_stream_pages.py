"""Pages of the stream follow one another without losing or repeating anything."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.overview.rules.stream import Place, Told, page_of

START = datetime(2027, 3, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Thing:
    at: datetime
    name: str


def things(source: int, minutes: list[int]) -> list[Thing]:
    moments = sorted(minutes, reverse=True)
    return [Thing(START + timedelta(minutes=m), f"{source}-{n}") for n, m in enumerate(moments)]


def told(source: list[Thing], place: Place | None, asked: int) -> Told[Thing]:
    """What a room answers: the newest before a moment, at most so many."""
    found = [one for one in source if place is None or one.at < place.before][:asked]
    return Told(found, found[-1].at if len(found) == asked else None)


@given(st.lists(st.lists(st.integers(0, 12), max_size=14), max_size=4), st.integers(1, 5))
def test_reading_on_shows_everything_once_and_newest_first(
    minutes: list[list[int]], size: int
) -> None:
    sources = [things(number, one) for number, one in enumerate(minutes)]
    place: Place | None = None
    shown: list[Thing] = []
    for _ in range(100):
        few = size + (place.skip if place else 0) + 1
        for asked in (few, 1_000):
            page = page_of([told(one, place, asked) for one in sources], place=place, size=size)
            if page.entries or page.older is None:
                break
        shown += page.entries
        place = page.older
        if place is None:
            break
    assert sorted(one.name for one in shown) == sorted(one.name for s in sources for one in s)
    assert [one.at for one in shown] == sorted((one.at for one in shown), reverse=True)


def test_what_a_source_may_still_hold_is_left_for_the_next_page() -> None:
    whole = Told(things(0, [1, 2, 3]), None)
    cut = Told(things(1, [9, 8]), START + timedelta(minutes=8))
    page = page_of([whole, cut], size=25)
    assert [one.name for one in page.entries] == ["1-0"]
    assert page.older == Place(START + timedelta(minutes=8))


def test_a_place_comes_back_from_its_address() -> None:
    place = Place(START + timedelta(microseconds=7), 3)
    assert Place.read(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "x", "20270312T140211123456", "20279912T140211123456-1", "00010101T000000000000-0"]
)
def test_a_place_nobody_wrote_is_passed_over(text: str) -> None:
    assert Place.read(text) is None
