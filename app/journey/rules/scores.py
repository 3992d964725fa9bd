"""Progress scores: how far a site came, how much of each stage it did, and how long it took.

After the Stages of Implementation Completion (Chamberlain, Brown and Saldana, 2011), over five
stages: preparation is Exploration and Installation, implementation is Initial and Full. Only dated
facts count: stages overlap, and later work may come first. What the conventions leave open is
settled here, so that the same facts always give the same scores.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.journey.rules.milestones import MilestoneStatus
from app.sites.rules import Stage

CLOSES_AT = Fraction(4, 5)
"""The proportion from which a stage counts as closed once a later one is."""
MID_MONTH = 15


class Precision(StrEnum):
    """How exactly the day on which something happened is known."""

    DAY = "day"
    MONTH = "month"


class ActivityState(StrEnum):
    """What an activity is to the scores."""

    DONE = "done"
    NOT_YET = "not-yet"
    DROPPED = "dropped"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True)
class Activity:
    """One milestone as the scores take it. `done_on` only where it is done; where only its month
    is known, the middle of the month. `planned_on` is the first plan."""

    stage: Stage
    state: ActivityState
    done_on: date | None = None
    planned_on: date | None = None
    imprecise: bool = False


class Clock(StrEnum):
    """How a clock stands: ended by the work, left behind incomplete for what comes later, stopped
    by a discontinuation, or running."""

    ENDED = "ended"
    LEFT = "left"
    STOPPED = "stopped"
    RUNNING = "running"

    @property
    def is_open(self) -> bool:
        """True where it counted on after the last activity done."""
        return self in {Clock.STOPPED, Clock.RUNNING}


@dataclass(frozen=True)
class Duration:
    """Days between two dates, and what ended them."""

    days: int
    clock: Clock


@dataclass(frozen=True)
class Tally:
    """The activities of one stage counted, all that its scores need.

    `applicable` leaves out what is not required and keeps what was dropped. The dates are of the
    work done and of the first plan; None where there is none. `imprecise`: a date is a month's.
    """

    done: int = 0
    applicable: int = 0
    first: date | None = None
    last: date | None = None
    planned_first: date | None = None
    planned_last: date | None = None
    imprecise: bool = False

    @property
    def proportion(self) -> Fraction | None:
        """Done of applicable; None where nothing applies."""
        return Fraction(self.done, self.applicable) if self.applicable else None

    def reaches(self, proportion: Fraction) -> bool:
        """Whether as much is done; whole numbers only, because lists ask this of every site."""
        return self.done * proportion.denominator >= self.applicable * proportion.numerator

    @property
    def planned_days(self) -> int | None:
        """Days the first plan gave it; None without a plan, at least 1 with one."""
        if self.planned_first is None or self.planned_last is None:
            return None
        return max(1, (self.planned_last - self.planned_first).days)


Tallies = Mapping[Stage, Tally]
NOTHING = Tally()


@dataclass(frozen=True)
class Score:
    """A stage, or several taken together, with one clock over all of them."""

    tally: Tally
    is_closed: bool
    duration: Duration | None

    @property
    def proportion(self) -> Fraction | None:
        """Done of applicable; None where nothing applies."""
        return self.tally.proportion


@dataclass(frozen=True)
class Scores:
    """Everything that is said of one site. `reached` is None before anything is done."""

    stages: Mapping[Stage, Score]
    preparation: Score
    implementation: Score
    total: Score
    reached: Stage | None


PREPARATION = (Stage.EXPLORATION, Stage.INSTALLATION)
IMPLEMENTATION = (Stage.INITIAL, Stage.FULL)
BACKWARDS = tuple(reversed(Stage))  # walking an enumeration is slow


def state_of(status: MilestoneStatus, done_on: date | None) -> ActivityState:
    """What a milestone is to the scores. Without a date it is not completed."""
    if status is MilestoneStatus.NOT_REQUIRED:
        return ActivityState.NOT_APPLICABLE
    if status is MilestoneStatus.DROPPED:
        return ActivityState.DROPPED
    is_done = status is MilestoneStatus.DONE and done_on is not None
    return ActivityState.DONE if is_done else ActivityState.NOT_YET


def activity(
    stage: Stage,
    status: MilestoneStatus,
    happened_on: date | None,
    planned_on: date | None,
    precision: Precision = Precision.DAY,
) -> Activity:
    """A milestone as the scores take it; a month is taken as its middle, and marked."""
    state = state_of(status, happened_on)
    if state is not ActivityState.DONE or happened_on is None:
        return Activity(stage, state, planned_on=planned_on)
    by_month = precision is Precision.MONTH
    on = happened_on.replace(day=MID_MONTH) if by_month else happened_on
    return Activity(stage, state, on, planned_on, imprecise=by_month)


def tally(activities: Iterable[Activity]) -> dict[Stage, Tally]:
    """The activities of a site, counted for each of the five stages."""
    by_stage: dict[Stage, list[Activity]] = {stage: [] for stage in Stage}
    for one in activities:
        if one.state is not ActivityState.NOT_APPLICABLE:
            by_stage[one.stage].append(one)
    return {stage: _tally(found) for stage, found in by_stage.items()}


def _tally(applicable: Sequence[Activity]) -> Tally:
    done = [one.done_on for one in applicable if one.done_on is not None]
    planned = [one.planned_on for one in applicable if one.planned_on is not None]
    return Tally(
        done=len(done),
        applicable=len(applicable),
        first=min(done, default=None),
        last=max(done, default=None),
        planned_first=min(planned, default=None),
        planned_last=max(planned, default=None),
        imprecise=any(one.imprecise for one in applicable),
    )


def together(tallies: Iterable[Tally]) -> Tally:
    """Several stages as one: counts added, the outermost dates."""
    parts = list(tallies)
    return Tally(
        done=sum(part.done for part in parts),
        applicable=sum(part.applicable for part in parts),
        first=min((p.first for p in parts if p.first), default=None),
        last=max((p.last for p in parts if p.last), default=None),
        planned_first=min((p.planned_first for p in parts if p.planned_first), default=None),
        planned_last=max((p.planned_last for p in parts if p.planned_last), default=None),
        imprecise=any(part.imprecise for part in parts),
    )


def closed_stages(tallies: Tallies) -> frozenset[Stage]:
    """The stages closed by the work itself: wholly done, or at least 80 % done and a later one
    closed. A stage in which nothing applies closes neither itself nor another."""
    closed: set[Stage] = set()
    for stage in BACKWARDS:
        counted = tallies.get(stage, NOTHING)
        enough = counted.reaches(CLOSES_AT) if closed else counted.done == counted.applicable
        if counted.applicable and enough:
            closed.add(stage)
    return frozenset(closed)


def score(
    tallies: Tallies,
    stages: Sequence[Stage],
    today: date,
    discontinued_on: date | None = None,
    closed: frozenset[Stage] | None = None,
) -> Score:
    """Stages taken together, with one clock from the first to the last of their activities.

    A single stage that is not closed runs on to today. Several together, a phase, are over with
    their last activity as soon as something later is done, even where they were left incomplete.
    A discontinued site keeps its scores: what its work had not closed by then is closed by the
    discontinuation, and its clock stops on that day. `closed` saves working them out again.
    """
    parts = [tallies[stage] for stage in stages if stage in tallies]
    wanted = [stage for stage in stages if tallies.get(stage, NOTHING).applicable]
    by_work = closed_stages(tallies) if closed is None else closed
    if wanted and by_work.issuperset(wanted):
        clock = Clock.ENDED
    elif len(stages) > 1 and _is_left(tallies, stages):
        clock = Clock.LEFT
    else:
        clock = Clock.STOPPED if discontinued_on else Clock.RUNNING
    end = min(today, discontinued_on) if discontinued_on else today
    counted = parts[0] if len(parts) == 1 else together(parts)
    is_closed = clock is Clock.ENDED or discontinued_on is not None
    return Score(counted, is_closed, _duration(counted, clock, end))


def _is_left(tallies: Tallies, stages: Sequence[Stage]) -> bool:
    last = stages[-1].number
    return any(one.done and stage.number > last for stage, one in tallies.items())


def scores(tallies: Tallies, today: date, discontinued_on: date | None = None) -> Scores:
    """Every score of a site on a day."""
    closed = closed_stages(tallies)

    def of(*stages: Stage) -> Score:
        return score(tallies, stages, today, discontinued_on, closed)

    return Scores(
        stages={stage: of(stage) for stage in Stage},
        preparation=of(*PREPARATION),
        implementation=of(*IMPLEMENTATION),
        total=of(*Stage),
        reached=stage_reached(tallies),
    )


def _duration(counted: Tally, clock: Clock, end: date) -> Duration | None:
    """From the first to the last completed activity; an open clock runs to `end`."""
    if counted.first is None or counted.last is None:
        return None
    until = max(counted.last, end) if clock.is_open else counted.last
    return Duration((until - counted.first).days, clock)


def stage_reached(tallies: Tallies) -> Stage | None:
    """The furthest stage in which at least one activity is completed (the stage score)."""
    return next((s for s in BACKWARDS if tallies.get(s, NOTHING).done), None)
