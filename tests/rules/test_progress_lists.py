"""The list of sites by progress: what an address asks for, what fits, in which order."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from app.journey.rules import Stage
from app.journey.rules.pace import Against, Pace, Quadrant
from app.journey.rules.scores import Clock, Duration, Score, Tally
from app.overview.rules.progress import ProgressSort, ProgressWish, SiteProgress, narrowed
from app.sites.rules import Status

DAY = date(2026, 1, 1)


def site(name: str, done: int, days: int | None, quadrant: Quadrant, lead: int = 1) -> SiteProgress:
    clock = None if days is None else Duration(days, Clock.ENDED)
    return SiteProgress(
        slug=name.lower(),
        name=name,
        stage=Stage.INSTALLATION,
        status=Status.ACTIVE,
        lead=None,
        lead_ids=frozenset({lead}),
        quadrant=quadrant,
        preparation=Score(Tally(done, 10), False, clock),
        implementation=Tally(),
        pace=Pace(Fraction(days, 100), days, 100, Against.PLAN, False) if days else None,
        reached=Stage.EXPLORATION if done else None,
        behind=done,
    )


SITES = [
    site("Cwm", 10, 120, Quadrant.COMPLETE_SLOW),
    site("alder", 0, None, Quadrant.NOT_BEGUN, lead=2),
    site("Birch", 10, 90, Quadrant.COMPLETE_FAST),
    site("Dun", 4, 300, Quadrant.STUCK),
]


def names(**wish: Any) -> list[str]:
    return [one.name for one in narrowed(SITES, ProgressWish(**wish))]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({}, ["alder", "Birch", "Cwm", "Dun"]),
        ({"descending": True}, ["Dun", "Cwm", "Birch", "alder"]),
        ({"quadrant": Quadrant.STUCK}, ["Dun"]),
        ({"lead_id": 2}, ["alder"]),
        ({"search": "IR"}, ["Birch"]),
        ({"stage": Stage.FULL}, []),
        ({"status": Status.PAUSED}, []),
        ({"sort": ProgressSort.PACE}, ["Birch", "Cwm", "Dun", "alder"]),
        ({"sort": ProgressSort.PACE, "descending": True}, ["Dun", "Cwm", "Birch", "alder"]),
        ({"sort": ProgressSort.SHARE}, ["alder", "Dun", "Birch", "Cwm"]),
        ({"sort": ProgressSort.SHARE, "descending": True}, ["Birch", "Cwm", "Dun", "alder"]),
        ({"sort": ProgressSort.DAYS}, ["Birch", "Cwm", "Dun", "alder"]),
        ({"sort": ProgressSort.QUADRANT}, ["Birch", "Cwm", "Dun", "alder"]),
        ({"sort": ProgressSort.REACHED}, ["Birch", "Cwm", "Dun", "alder"]),
        ({"sort": ProgressSort.BEHIND}, ["alder", "Dun", "Birch", "Cwm"]),
    ],
)
def test_sites_are_narrowed_and_ordered(wish: dict[str, object], expected: list[str]) -> None:
    assert names(**wish) == expected


def test_an_address_says_the_same_there_and_back() -> None:
    asked = {"quadrant": "stuck", "stage": "installation", "status": "active", "lead": "3"}
    asked |= {"q": "no", "sort": "pace", "order": "descending", "page": "2"}
    wish = ProgressWish.read(asked)
    assert wish.address() == asked
    assert wish.without("stage") == {
        name: value for name, value in asked.items() if name not in ("stage", "page")
    }
    nonsense = {"quadrant": "x", "stage": "y", "lead": "-1", "page": "0", "sort": "id"}
    assert ProgressWish.read(nonsense) == ProgressWish()
