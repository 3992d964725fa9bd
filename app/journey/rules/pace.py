"""Pace: how long something took, against other sites or the plan, and the quadrant made of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.core.statistics.survival import Spell, survival
from app.journey.rules.scores import (
    CLOSES_AT,
    IMPLEMENTATION,
    Clock,
    Duration,
    Score,
    Scores,
    Tallies,
    Tally,
    together,
)
from app.sites.rules import Stage

FEWEST = 5
"""Sites whose clock has ended, from which they are something to compare with."""
FEWEST_SHARED = 6
"""The same where an authority reads it: up to five sites, the middle would be somebody's own."""


def median_days(durations: Iterable[Duration]) -> int | None:
    """The first number of days after which half of the clocks or fewer still run; None where more
    than half of them would not have ended. Slow sites, whose clock still runs or was stopped, are
    not left out of the middle."""
    median = survival(Spell(one.days, one.clock is Clock.ENDED) for one in durations).median
    return None if median is None else int(median)


@dataclass(frozen=True)
class Norm:
    """What other sites of the same template needed: `days` in the middle of `closed` sites whose
    clock ended and `running` whose clock has not. `days` is None where they are too few."""

    days: int | None
    closed: int
    running: int


def norm(durations: Iterable[Duration], fewest: int = FEWEST) -> Norm:
    """What can be compared with."""
    known = list(durations)
    closed = sum(one.clock is Clock.ENDED for one in known)
    days = median_days(known) if closed >= fewest else None
    return Norm(days, closed, len(known) - closed)


NO_NORM = Norm(None, 0, 0)


@dataclass(frozen=True)
class Norms:
    """What other sites needed for each stage, for both phases and for all of it."""

    stages: Mapping[Stage, Norm]
    preparation: Norm
    implementation: Norm
    total: Norm


def norms(sites: Sequence[Scores], fewest: int = FEWEST) -> Norms:
    """What can be compared with, from the scores of sites with the same template."""

    def of(parts: Iterable[Score]) -> Norm:
        return norm((one.duration for one in parts if one.duration is not None), fewest)

    return Norms(
        stages={stage: of(one.stages[stage] for one in sites) for stage in Stage},
        preparation=of(one.preparation for one in sites),
        implementation=of(one.implementation for one in sites),
        total=of(one.total for one in sites),
    )


class Against(StrEnum):
    """What a pace is held against."""

    SITES = "sites"
    PLAN = "plan"

    @property
    def label(self) -> str:
        """As tables say it."""
        return {"sites": "All sites", "plan": "Its first plan"}[self.value]


@dataclass(frozen=True)
class Pace:
    """Days counted ÷ days to compare with; above 1 is slower. `grows`: the clock still runs, so the
    pace can only grow."""

    ratio: Fraction
    days: int
    compared: int
    against: Against
    grows: bool

    @property
    def is_fast(self) -> bool:
        """True up to and with what it is compared with."""
        return self.ratio <= 1


def pace(score: Score, others: Norm = NO_NORM) -> Pace | None:
    """The pace of a stage or a phase: against the middle of other sites where there are enough of
    them, else against its own first plan; None where nothing is done or there is neither."""
    if score.duration is None:
        return None
    days, planned = score.duration.days, score.tally.planned_days
    compared, against = (others.days, Against.SITES) if others.days else (planned, Against.PLAN)
    if not compared:
        return None
    return Pace(
        Fraction(days, compared), days, compared, against, score.duration.clock is Clock.RUNNING
    )


class Quadrant(StrEnum):
    """How completely and how fast a site prepared; two more for what cannot be said yet.

    No forecast: for this framework nothing is known of what follows from it.
    """

    COMPLETE_FAST = "complete-fast"
    COMPLETE_SLOW = "complete-slow"
    RUSHED = "rushed"
    STUCK = "stuck"
    ON_ITS_WAY = "on-its-way"
    NOT_BEGUN = "not-begun"

    @property
    def label(self) -> str:
        """As people read it."""
        return _LABELS[self]

    @property
    def number(self) -> int:
        """1 to 6, for order."""
        return list(Quadrant).index(self) + 1


_LABELS = {
    Quadrant.COMPLETE_FAST: "Complete and fast",
    Quadrant.COMPLETE_SLOW: "Complete and slow",
    Quadrant.RUSHED: "Incomplete and fast: rushed",
    Quadrant.STUCK: "Incomplete and slow: stuck",
    Quadrant.ON_ITS_WAY: "On its way: too early to say",
    Quadrant.NOT_BEGUN: "Nothing done yet",
}


def quadrant(preparation: Score, implementing: bool, others: Norm = NO_NORM) -> Quadrant:
    """Where a site stands by its preparation: complete from 80 % done, fast up to a pace of 1.

    `implementing`: something of Initial or Full implementation is done. A site still preparing
    within its time is neither rushed nor stuck, unless it works on implementation already. A site
    that stopped within its time was not fast: what it left undone makes it stuck.
    """
    found = pace(preparation, others)
    if found is None:
        return Quadrant.NOT_BEGUN
    if preparation.tally.reaches(CLOSES_AT):
        return Quadrant.COMPLETE_FAST if found.is_fast else Quadrant.COMPLETE_SLOW
    if not found.is_fast:
        return Quadrant.STUCK
    if implementing:
        return Quadrant.RUSHED
    duration = preparation.duration
    has_stopped = duration is not None and duration.clock is Clock.STOPPED
    return Quadrant.STUCK if has_stopped else Quadrant.ON_ITS_WAY


@dataclass(frozen=True)
class Prepared:
    """How a site prepared, and what it did since: the scores that its place rests on."""

    preparation: Score
    implementation: Tally
    pace: Pace | None
    quadrant: Quadrant


def prepared(tallies: Tallies, preparation: Score, others: Norm = NO_NORM) -> Prepared:
    """The place of a site by its tallies, against what others needed."""
    since = together(tallies[stage] for stage in IMPLEMENTATION if stage in tallies)
    found = quadrant(preparation, since.done > 0, others)
    return Prepared(preparation, since, pace(preparation, others), found)


def shares(found: Iterable[Quadrant]) -> Mapping[Quadrant, int]:
    """How many sites stand in each, in the order of the quadrants, empty ones included."""
    counted = Counter(found)
    return {each: counted[each] for each in Quadrant}
