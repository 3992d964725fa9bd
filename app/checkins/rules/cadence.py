"""How many days lie between check-in calls, by stage and early-warning level."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError, Stage

FEWEST, MOST = 7, 400  # days between two calls
BOUNDS = f"enter a number of days from {FEWEST} to {MOST}."


@dataclass(frozen=True)
class Interval:
    """Days between calls: the usual number, and the range that needs no explanation."""

    days: int
    earliest: int
    latest: int

    @classmethod
    def around(cls, days: int) -> "Interval":
        """So many days, with a third of them to either side as range."""
        return cls(days, -(-days * 2 // 3), days * 4 // 3)


@dataclass(frozen=True)
class Cadence:
    """How often to call, by stage; a level of early warning shortens it."""

    stages: Mapping[Stage, Interval]
    levels: Mapping[str, int]

    def days(self, stage: Stage, level: str | None = None, agreed: int | None = None) -> int:
        """Days to the next call: those agreed with the site, else the stage's; the level's where
        that is sooner."""
        usual = agreed or self.stages[stage].days
        return min(usual, self.levels.get(level, usual)) if level else usual

    def interval(
        self, stage: Stage, level: str | None = None, agreed: int | None = None
    ) -> Interval:
        """The same with the range that needs no explanation."""
        days = self.days(stage, level, agreed)
        return self.stages[stage] if days == self.stages[stage].days else Interval.around(days)


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


def check_cadence(cadence: Cadence) -> list[tuple[str, str]]:
    """(field, what to do) for each number that cannot be; fields are "<stage>_<what>" with an
    underscore for each hyphen, and "level_<code>"."""
    faults: list[tuple[str, str]] = []
    for stage, one in cadence.stages.items():
        name = stage.value.replace("-", "_")
        if not FEWEST <= one.days <= MOST:
            faults.append((f"{name}_days", f"{stage.label}: {BOUNDS}"))
        elif not FEWEST <= one.earliest <= one.days:
            faults.append(
                (f"{name}_earliest", f"{stage.label}: the earliest is at most the usual number.")
            )
        elif not one.days <= one.latest <= MOST:
            faults.append(
                (f"{name}_latest", f"{stage.label}: the latest is at least the usual number.")
            )
    faults += [
        (f"level_{code}", f"Level {code}: {BOUNDS}")
        for code, days in cadence.levels.items()
        if not FEWEST <= days <= MOST
    ]
    acute, concern = cadence.levels.get("acute", 0), cadence.levels.get("concern", 0)
    if not faults and acute > concern:
        faults.append(("level_acute", "Acute: call at least as often as under concern."))
    return faults


def written(cadence: Cadence) -> dict[str, object]:
    """As `parse_cadence` reads it."""
    return {
        "version": 1,
        "stages": {
            stage.value: {"days": one.days, "earliest": one.earliest, "latest": one.latest}
            for stage, one in cadence.stages.items()
        },
        "levels": dict(cadence.levels),
    }


def _interval(node: Node) -> Interval:
    node.only("days", "earliest", "latest")
    interval = Interval(node.whole("days"), node.whole("earliest"), node.whole("latest"))
    if not 0 < interval.earliest <= interval.days <= interval.latest:
        raise node.fault("must have days between earliest and latest, all above 0")
    return interval
