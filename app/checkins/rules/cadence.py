"""When the next check-in call is due. Dates are those of the wall clock in London."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError, Stage
from app.sites.rules.working_days import working_day_from


@dataclass(frozen=True)
class Interval:
    """Days between calls: the usual number, and the range that needs no explanation."""

    days: int
    earliest: int
    latest: int


@dataclass(frozen=True)
class Cadence:
    """How often to call, by stage; a level of early warning shortens it."""

    stages: Mapping[Stage, Interval]
    levels: Mapping[str, int]

    def days(self, stage: Stage, level: str | None = None) -> int:
        """Days to the next call: the stage's, or the level's where that is sooner."""
        usual = self.stages[stage].days
        return min(usual, self.levels.get(level, usual)) if level else usual


@dataclass(frozen=True)
class Proposal:
    """A proposed day for the next call and, in words, how it was found."""

    on: date
    reason: str


def propose_next_call(
    cadence: Cadence,
    stage: Stage,
    today: date,
    *,
    last_on: date | None = None,
    level: str | None = None,
    holidays: Collection[date] = (),
) -> Proposal:
    """Propose the next call by cadence from the last one (from today where there was none).

    A day that has passed becomes the next working day after today; a weekend or holiday moves on
    to the next working day. `level` is the code of the site's early-warning level.
    """
    days = cadence.days(stage, level)
    due = (last_on or today) + timedelta(days=days)
    if due <= today:
        on = working_day_from(today + timedelta(days=1), holidays)
        return Proposal(on, f"since a call was due {days} days after the last one")
    hastened = level is not None and days < cadence.days(stage)
    why = "because of the early-warning level" if hastened else f"the usual time in {stage.label}"
    since = "the last call" if last_on else "today"
    return Proposal(working_day_from(due, holidays), f"{days} days after {since}, {why}")


def is_outside_cadence(cadence: Cadence, stage: Stage, last_on: date, next_on: date) -> bool:
    """True where a chosen day lies outside the range that needs no explanation."""
    interval = cadence.stages[stage]
    return not interval.earliest <= (next_on - last_on).days <= interval.latest


def parse_cadence(raw: Mapping[str, object]) -> Cadence:
    """Read and check the cadence of calls; every stage must be there."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "stages", "levels")
    stages = root.child("stages")
    stages.only(*Stage)
    levels = root.child("levels")
    return Cadence(
        stages={stage: _interval(stages.child(stage)) for stage in Stage},
        levels={level: levels.whole(level) for level in levels.mapping()},
    )


def _interval(node: Node) -> Interval:
    node.only("days", "earliest", "latest")
    interval = Interval(node.whole("days"), node.whole("earliest"), node.whole("latest"))
    if not 0 < interval.earliest <= interval.days <= interval.latest:
        raise node.fault("must have days between earliest and latest, all above 0")
    return interval
