"""How long use lasts, when it faltered and when it came back, and what came before.

A site enters with its first case. Use ends where it is declared as stopped, or with a year without
a case (dated to the last case and 365 days); what ends otherwise is only known so far.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from app.core.statistics.survival import Spell
from app.indicators.rules.ways import LAPSE, Use, end_of

DAYS_A_MONTH = 30.4375
FEWEST = 5
"""Sites behind a median, and below which nothing is said of what came before."""
BEFORE = timedelta(days=365)
"""How long before a turn something counts as having come before it."""


@dataclass(frozen=True)
class Turn:
    """A day on which use at a site faltered, or came back."""

    site_id: int
    on: date


@dataclass(frozen=True)
class Sign:
    """Something that was said or given at a site on a day, by its code."""

    site_id: int
    code: str
    on: date


@dataclass(frozen=True)
class Came:
    """How often a code came before turns, of `of` turns; `days` is the median of the days from its
    first appearance to the turn, None below five."""

    code: str
    count: int
    of: int
    days: float | None


def spell(use: Use, today: date) -> Spell | None:
    """How many whole months use lasted, or lasts so far; None before the first case."""
    if use.first is None or use.last is None:
        return None
    ended = ended_on(use, today)
    known = min(end_of(use.counted or use.last), today)
    until = ended or max(known, use.last)
    return Spell(months(until - use.first), ended is not None)


def months(span: timedelta) -> int:
    """Whole months of a span; 0 for none."""
    return max(0, int(span.days / DAYS_A_MONTH))


def ended_on(use: Use, today: date) -> date | None:
    """The day on which use first ended; None while it goes on, as far as is known."""
    days = [day for day in faltered(use, today) if use.first and day >= use.first]
    return min(days, default=None)


def faltered(use: Use, today: date) -> list[date]:
    """Every day on which use ended: by declaration, or a year after the last case."""
    found = [lapse_on for one in use.lapses if (lapse_on := end_of(one.last) + LAPSE) <= today]
    if use.last is not None and use.counted is not None:
        lapse_on = end_of(use.last) + LAPSE
        if lapse_on <= min(end_of(use.counted), today):
            found.append(lapse_on)
    if use.stopped_on is not None and use.first is not None and use.stopped_on <= today:
        found.append(use.stopped_on)
    return sorted(set(found))


def recovered(use: Use) -> list[date]:
    """Every day on which cases began again after they had lapsed."""
    found = [one.again for one in use.lapses if one.again is not None]
    if use.resumed_on and not use.lapses and use.last and end_of(use.last) >= use.resumed_on:
        found.append(use.resumed_on)
    return found


def latest_first(turns: Iterable[Turn], most: int) -> list[Turn]:
    """The latest of some turns, at most so many."""
    return sorted(turns, key=lambda one: (one.on, one.site_id), reverse=True)[:most]


def came_before(turns: Sequence[Turn], signs: Iterable[Sign]) -> list[Came]:
    """How often each code appeared in the year before a turn of its site, the most often
    and of these the earliest first."""
    by_site: dict[int, list[Sign]] = {}
    for sign in signs:
        by_site.setdefault(sign.site_id, []).append(sign)
    leads: dict[str, list[int]] = {}
    for turn in turns:
        for code, first in _firsts(turn, by_site.get(turn.site_id, ())).items():
            leads.setdefault(code, []).append((turn.on - first).days)
    found = [
        Came(code, len(days), len(turns), median(days) if len(days) >= FEWEST else None)
        for code, days in leads.items()
    ]
    return sorted(found, key=lambda one: (-one.count, -(one.days or 0), one.code))


def _firsts(turn: Turn, signs: Iterable[Sign]) -> Mapping[str, date]:
    found: dict[str, date] = {}
    for sign in signs:
        if turn.on - BEFORE <= sign.on < turn.on:
            found[sign.code] = min(sign.on, found.get(sign.code, sign.on))
    return found
