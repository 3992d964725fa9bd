"""Back-test: how long before an adoption fell silent the signals said so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from app.indicators.rules.definitions import SIGNALS
from app.indicators.rules.sustainment import Sustainment
from app.sites.rules.levels import Level

ENDS = (Sustainment.DORMANT, Sustainment.DISCONTINUED)


@dataclass(frozen=True)
class Look:
    """How a site stood from a day on: what the signals pointed to, their marks, the status."""

    on: date
    pointed: Level
    signals: str
    status: Sustainment | None


@dataclass(frozen=True)
class Lead:
    """How early it was seen at one site. `days` lie between `seen_on`, from when on the signals
    pointed to watch or worse without a break, and the day the adoption ended; None where nothing
    was seen before. `first` is the code of the signal that was there longest, "" without one."""

    site_id: int
    ended_on: date
    how: Sustainment
    seen_on: date | None
    days: int | None
    first: str


@dataclass(frozen=True)
class BackTest:
    """The ends of all sites, the middle lead time, and the false alarms: sites that pointed to
    concern or worse for 13 weeks or more and did not end."""

    leads: tuple[Lead, ...]
    median_days: float | None
    unseen: int
    alarmed: int


def lead_of(site_id: int, looks: Sequence[Look]) -> Lead | None:
    """How early the first end of a site was seen; None where it did not end. The earliest first."""
    ends = ((n, one.on, one.status) for n, one in enumerate(looks) if one.status in ENDS)
    place, ended_on, how = next(ends, (0, None, None))
    if ended_on is None or how is None:
        return None
    before = looks[:place]
    seen_on, first = None, ""
    for one in reversed(before):
        if one.pointed is Level.STEADY:
            break
        seen_on = one.on
    if before:
        first = _longest(before)
    days = (ended_on - seen_on).days if seen_on is not None else None
    return Lead(site_id, ended_on, how, seen_on, days, first)


def _longest(looks: Sequence[Look]) -> str:
    """The signal that was there for the longest time without a break up to the end."""
    best, since = "", None
    for place, one in enumerate(SIGNALS):
        began = None
        for look in reversed(looks):
            if look.signals[place] not in "12":
                break
            began = look.on
        if began is not None and (since is None or began < since):
            best, since = one.code, began
    return best


def back_test(sites: dict[int, Sequence[Look]], today: date) -> BackTest:
    """How early ends were seen over all sites."""
    leads = [found for n, looks in sites.items() if (found := lead_of(n, looks)) is not None]
    known = [one.days for one in leads if one.days is not None]
    ended = {one.site_id for one in leads}
    alarmed = sum(
        _was_alarmed(looks, today) for number, looks in sites.items() if number not in ended
    )
    return BackTest(
        tuple(leads), median(known) if known else None, len(leads) - len(known), alarmed
    )


def _was_alarmed(looks: Sequence[Look], today: date) -> bool:
    """Whether it pointed to concern or worse for a quarter of a year without a break."""
    since = None
    for one in [*looks, Look(today, Level.STEADY, "", None)]:
        if one.pointed in (Level.CONCERN, Level.ACUTE):
            since = since or one.on
        elif since is not None:
            if (one.on - since).days >= 91:
                return True
            since = None
    return False
