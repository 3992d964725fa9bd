"""When the next check-in call is due, and which reminders lead up to it and follow it.

Dates are those of the wall clock in London, so a reminder at 09:00 stays at 09:00 when the clocks
change between the booking and the call.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError, Stage
from app.sites.rules.working_days import working_day_from, working_day_until

LONDON = ZoneInfo("Europe/London")
FEWEST, MOST = 7, 400  # days between two calls
BOUNDS = f"enter a number of days from {FEWEST} to {MOST}."
CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Audience(StrEnum):
    """Who a reminder goes to."""

    SITE_CONTACTS = "site-contacts"
    LEAD = "lead"
    PORTFOLIO_LEAD = "portfolio-lead"
    RATERS = "raters"


class While(StrEnum):
    """What must still be so when the reminder is due, else it is not sent."""

    PLANNED = "planned"
    UNRECORDED = "unrecorded"
    OPEN = "open"


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


@dataclass(frozen=True)
class Rung:
    """One step of a ladder: so many days from its subject, at a time of day, to whom."""

    code: str
    days: int
    at: time
    only_while: While
    to: tuple[Audience, ...]


@dataclass(frozen=True)
class Reminder:
    """A rung with its moment, as an aware time in London."""

    rung: Rung
    at: datetime


def reminders_for_call(
    ladder: Sequence[Rung],
    starts_at: datetime,
    booked_at: datetime,
    holidays: Collection[date] = (),
) -> tuple[Reminder, ...]:
    """The reminders of one call, in time order.

    `starts_at` and `booked_at` are aware times in any zone (ValueError otherwise). A rung whose
    moment has passed when the call is booked is left out: the invitation has just told them. So is
    a rung before the call whose moment would fall after its start. Rungs before the call move back
    to a working day, rungs after it move on to one.
    """
    if starts_at.tzinfo is None or booked_at.tzinfo is None:
        raise ValueError("the start and the booking need a time zone")
    call_on = starts_at.astimezone(LONDON).date()
    reminders = [Reminder(rung, moment_of(rung, call_on, holidays)) for rung in ladder]
    kept = [
        reminder
        for reminder in reminders
        if reminder.at > booked_at
        and (reminder.rung.only_while is not While.PLANNED or reminder.at < starts_at)
    ]
    return tuple(sorted(kept, key=lambda reminder: reminder.at))


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


def parse_ladder(raw: Mapping[str, object], subject: str) -> tuple[Rung, ...]:
    """Read and check the reminder ladder of one subject, such as "check-in-call"."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "ladders")
    rungs = tuple(_rung(node) for node in root.child("ladders").each(subject))
    if len({rung.code for rung in rungs}) != len(rungs):
        raise ProgrammeError(f"ladders.{subject} uses a code twice")
    return rungs


def moment_of(rung: Rung, subject_on: date, holidays: Collection[date] = ()) -> datetime:
    """When a rung is due whose subject (a call, the end of a round) is on this day: before it moved
    back to a working day, after it on to one, on the day itself never moved."""
    day = subject_on + timedelta(days=rung.days)
    if rung.days < 0:
        day = working_day_until(day, holidays)
    elif rung.days > 0:
        day = working_day_from(day, holidays)
    return datetime.combine(day, rung.at, LONDON)


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


def _rung(node: Node) -> Rung:
    node.only("code", "days", "at", "while", "to")
    at = node.text("at")
    if not CLOCK_TIME.fullmatch(at):
        raise node.child("at").fault(f"is '{at}'; write a time such as \"09:00\"")
    return Rung(
        code=node.text("code"),
        days=node.whole("days"),
        at=time.fromisoformat(at),
        only_while=node.choice("while", While),
        to=tuple(entry.as_choice(Audience) for entry in node.each("to")),
    )
