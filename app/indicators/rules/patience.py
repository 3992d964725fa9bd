"""From the level that signals point to each week to the level a site carries.

Two weeks in a row must point higher before it rises, three lower before it falls, so that one bad
week, or one good one, changes nothing. It moves no further than all of these weeks agree on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.sites.rules.levels import Level

RISES_AFTER, FALLS_AFTER = 2, 3
WEEK = timedelta(days=7)
_GRAVITY = {level: number for number, level in enumerate(reversed(Level))}


@dataclass(frozen=True)
class Held:
    """The level carried, the week last judged (its Monday), and what the latest weeks point to, the
    earliest first; at most three are kept."""

    level: Level
    week: date
    latest: tuple[Level, ...] = ()


def monday(on: date) -> date:
    """The Monday of the week in which a day lies."""
    return on - timedelta(days=on.weekday())


def judge(before: Held | None, pointed: Level, on: date) -> Held:
    """The level after a day. The first look of a week is the one that counts for it; the first of
    all sets the level at once. After a week without a look the count begins anew."""
    week = monday(on)
    if before is None:
        return Held(pointed, week, (pointed,))
    if week <= before.week:
        return before
    follows = week - before.week == WEEK
    latest = (*(before.latest if follows else ()), pointed)[-FALLS_AFTER:]
    return Held(_settled(before.level, latest), week, latest)


def _settled(level: Level, latest: tuple[Level, ...]) -> Level:
    rising = [_GRAVITY[one] for one in latest[-RISES_AFTER:]]
    falling = [_GRAVITY[one] for one in latest[-FALLS_AFTER:]]
    here = _GRAVITY[level]
    if len(rising) == RISES_AFTER and min(rising) > here:
        return _level(min(rising))
    if len(falling) == FALLS_AFTER and max(falling) < here:
        return _level(max(falling))
    return level


def _level(gravity: int) -> Level:
    return next(level for level, number in _GRAVITY.items() if number == gravity)


def weeks_to_go(held: Held, pointed: Level) -> int:
    """How many weeks in a row must still point the same way before the level moves; 0 where they
    point to the level carried."""
    here, there = _GRAVITY[held.level], _GRAVITY[pointed]
    if here == there:
        return 0
    needed = RISES_AFTER if there > here else FALLS_AFTER
    agreeing = 0
    for one in reversed(held.latest):
        if _GRAVITY[one] == here or (_GRAVITY[one] > here) is not (there > here):
            break
        agreeing += 1
    return max(1, needed - agreeing)


def judged(weeks: Iterable[tuple[date, Level]], before: Held | None = None) -> list[Held]:
    """What is carried after each of these looks, in their order."""
    found = []
    for on, pointed in weeks:
        before = judge(before, pointed, on)
        found.append(before)
    return found
