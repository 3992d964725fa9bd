"""How a site uses the framework, how long that lasts, and what came before it faltered."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.core.statistics.survival import Spell
from app.indicators.rules.lasting import (
    Came,
    Sign,
    Turn,
    came_before,
    ended_on,
    latest_first,
    recovered,
    spell,
)
from app.indicators.rules.paths import Path, times, to_stage
from app.indicators.rules.ways import (
    ORDER,
    STANDING,
    Lapse,
    Now,
    Use,
    Way,
    now_of,
    tally,
    way_of,
)
from app.sites.rules import Stage, Status

TODAY = date(2027, 3, 15)
USED = Use(
    1,
    Stage.FULL,
    Status.ACTIVE,
    first=date(2025, 1, 1),
    last=date(2027, 2, 1),
    counted=date(2027, 2, 1),
    months=12,
    with_case=10,
)


@pytest.mark.parametrize(
    ("use", "way"),
    [
        (USED, Way.ORIGINAL),
        (replace(USED, median=80.0), Way.ORIGINAL),
        (replace(USED, median=79.9), Way.ADAPTED),
        (replace(USED, is_adapted=True, median=95.0), Way.ADAPTED),
        (replace(USED, is_toolkit=True, is_adapted=True), Way.TOOLKIT),
        (replace(USED, with_case=7), Way.ORIGINAL),
        (replace(USED, with_case=6, is_toolkit=True), Way.SPORADIC),
        (replace(USED, months=2, with_case=1), Way.ORIGINAL),
        (replace(USED, status=Status.STOPPED, is_adapted=True), Way.ADAPTED),
        (Use(1, Stage.INSTALLATION, Status.ACTIVE), None),
    ],
)
def test_each_site_uses_it_in_one_way(use: Use, way: Way | None) -> None:
    assert way_of(use) is way


@pytest.mark.parametrize(
    ("use", "now"),
    [
        (USED, Now.IN_USE),
        (replace(USED, counted=date(2026, 11, 1), last=date(2026, 11, 1)), Now.SILENT),
        (replace(USED, counted=date(2026, 12, 1), last=date(2026, 11, 1)), Now.IN_USE),
        (replace(USED, last=date(2026, 2, 1)), Now.STOPPED),
        (replace(USED, last=date(2026, 3, 1)), Now.IN_USE),
        (replace(USED, status=Status.STOPPED), Now.STOPPED),
        (replace(USED, status=Status.PAUSED), Now.PAUSED),
        (replace(USED, lapses=(Lapse(date(2025, 2, 1), date(2026, 4, 1)),)), Now.AGAIN),
        (replace(USED, lapses=(Lapse(date(2024, 2, 1), date(2025, 3, 1)),)), Now.IN_USE),
        (replace(USED, resumed_on=date(2026, 9, 9)), Now.AGAIN),
        (Use(1, Stage.INITIAL, Status.ACTIVE), None),
    ],
)
def test_each_site_stands_in_one_place(use: Use, now: Now | None) -> None:
    assert now_of(use, TODAY) is now


def test_the_numbers_add_up_and_everything_says_what_it_means() -> None:
    stopped = replace(USED, status=Status.STOPPED)
    never = Use(1, Stage.EXPLORATION, Status.STOPPED)
    uses = [(USED, 2), (stopped, 1), (never, 1), (replace(never, status=Status.ACTIVE), 1)]
    found = tally((way_of(one), now_of(one, TODAY), one.status, number) for one, number in uses)
    assert (found.total, found.way(Way.ORIGINAL), found.now(Now.STOPPED)) == (3, 3, 1)
    assert (found.not_begun, found.never) == (1, 1)
    assert all(one.label and one.means for one in (*Way, *Now))
    assert set(ORDER) == set(Way)
    assert set(STANDING) == set(Now)


def test_use_ends_a_year_after_the_last_case_and_counts_only_as_far_as_somebody_counted() -> None:
    lapsed = replace(USED, last=date(2025, 12, 1))
    assert ended_on(lapsed, TODAY) == date(2025, 12, 31) + timedelta(days=365)
    assert spell(lapsed, TODAY) == Spell(23, True)
    unknown = replace(lapsed, counted=date(2026, 6, 1))
    assert spell(unknown, TODAY) == Spell(17, False)
    assert spell(USED, TODAY) == Spell(25, False)
    assert spell(replace(USED, stopped_on=date(2026, 1, 10)), TODAY) == Spell(12, True)
    assert spell(Use(1, Stage.INITIAL, Status.ACTIVE), TODAY) is None


def test_who_came_back_faltered_once_and_recovered_once() -> None:
    back = replace(USED, lapses=(Lapse(date(2025, 2, 1), date(2026, 4, 1)),))
    assert ended_on(back, TODAY) == date(2026, 2, 28)
    assert recovered(back) == [date(2026, 4, 1)]
    assert recovered(USED) == []
    resumed = replace(USED, stopped_on=date(2025, 9, 1), resumed_on=date(2026, 9, 1))
    assert recovered(resumed) == [date(2026, 9, 1)]
    turns = [Turn(1, date(2026, 9, 1)), Turn(2, date(2026, 9, 1)), Turn(3, date(2026, 9, 2))]
    assert latest_first(turns, 2) == [turns[2], turns[1]]


def test_what_came_before_counts_once_a_turn_with_its_earliest_day() -> None:
    turns = [Turn(number, date(2026, 12, 31)) for number in range(1, 7)]
    signs = [Sign(number, "B03", date(2026, 12, 1)) for number in range(1, 6)]
    signs += [Sign(1, "B03", date(2026, 10, 2)), Sign(1, "B02", date(2026, 11, 1))]
    signs += [Sign(6, "B03", date(2025, 12, 30)), Sign(6, "B03", date(2026, 12, 31))]
    signs += [Sign(99, "B01", date(2026, 12, 1))]
    assert came_before(turns, signs) == [Came("B03", 5, 6, 30), Came("B02", 1, 6, None)]


def _path(days: int | None, number: int = 1, **more: Any) -> Path:
    contract = date(2025, 3, 15)
    reached = {} if days is None else {Stage.INSTALLATION: contract + timedelta(days=days)}
    values: dict[str, Any] = {"began": Stage.EXPLORATION, "is_active": True, "ended_on": None}
    return Path(number, contract, reached=reached, **(values | more))


def spells(paths: list[Path]) -> dict[Stage, list[Spell]]:
    """Alike ones counted together, as the database does."""
    found = Counter(to_stage(Stage.INSTALLATION, one, TODAY) for one in paths)
    alike = [replace(one, count=number) for one, number in found.items() if one is not None]
    return {Stage.INSTALLATION: alike}


def test_sites_on_their_way_keep_the_time_to_a_stage_from_looking_short() -> None:
    there = [_path(days) for days in (31, 62, 92, 122, 153)]
    first = times(spells(there))[0]
    assert (first.reached, first.of, first.lower, first.median, first.upper) == (5, 5, 2, 3, 4)
    slow = times(spells([*there, *[_path(None)] * 4]))[0]
    assert (slow.reached, slow.of, slow.median, slow.upper) == (5, 9, 5, None)
    assert times(spells(there[:4]))[0].median is None
    known = times(spells([*there, _path(None, began=Stage.FULL)]))[0]
    assert known.of == 5  # when it came to a stage it began beyond is not known
