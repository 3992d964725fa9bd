"""Use: how long no case was started, as far as somebody counted.

Counts are monthly. A case of a month had begun by its last day at the latest, so the days without
one run from that day; a month nobody counted may hold a case, so it ends what can be said.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from app.indicators.rules.facts import Use
from app.indicators.rules.known import Known

DAY = timedelta(days=1)
LAPSE = 365  # days without a case after which use has lapsed (§5.2, dormant)


def month_end(month: date) -> date:
    """The last day of the month in which a day lies."""
    return next_month(month) - DAY


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - DAY).replace(day=1)


def use_on(known: Known, on: date) -> Use:
    """What the counts say on a day; of the month under way only a count above 0 says something."""
    counts = {
        one.month: one.cases
        for one in known.months
        if one.cases is not None and one.month <= on and (month_end(one.month) <= on or one.cases)
    }
    cases = sorted(month for month, number in counts.items() if number)
    latest = max(counts, default=None)
    as_of = None if latest is None else min(month_end(latest), on)
    quiet, exact = _quiet(counts, as_of) if cases and as_of else (None, True)
    return Use(
        as_of=as_of,
        first_on=min(month_end(cases[0]), on) if cases else None,
        last_on=min(month_end(cases[-1]), on) if cases else None,
        quiet=quiet,
        exact=exact,
        months=_last_twelve(counts, on),
        began_again_on=_began_again(cases),
    )


def _quiet(counts: Mapping[date, int], as_of: date) -> tuple[int, bool]:
    """Days without a case up to the latest count, and whether it cannot be more."""
    month = as_of.replace(day=1)
    while month in counts and not counts[month]:
        month = month_before(month)
    return max(0, (as_of - month_end(month)).days), month in counts


def _last_twelve(counts: Mapping[date, int], on: date) -> tuple[int | None, ...]:
    """The 12 months up to the latest that is over and counted, the earliest first: a month is
    counted some days after its end, which makes no gap."""
    month = max((one for one in counts if month_end(one) <= on), default=None)
    if month is None:
        return ()
    found: list[int | None] = []
    for _ in range(12):
        found.append(counts.get(month))
        month = month_before(month)
    return tuple(reversed(found))


def _began_again(cases: list[date]) -> date | None:
    """The month from which cases go on after the last lapse of a year; None where none lapsed."""
    pairs = pairwise(cases)
    later = [after for before, after in pairs if (after - month_end(before)).days >= LAPSE]
    return later[-1] if later else None
