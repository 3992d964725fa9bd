"""The ladders of reminders: which rungs lead up to what is due and follow it, and when.

Dates are those of the wall clock in London, so a reminder at 07:30 stays at 07:30 when the clocks
change in between.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError
from app.notices.rules import Kind
from app.sites.rules.working_days import working_day_from, working_day_until

LONDON = ZoneInfo("Europe/London")
CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
EARLIEST_HOUR = time(3)  # of the day in London: before, clocks change and nothing goes out
WIDEST_MOVE = timedelta(days=7)  # of a rung that falls on days nobody works

Key = tuple[str, str]


class Audience(StrEnum):
    """Who a reminder goes to."""

    OWNERS = "owners"
    STRATEGIC = "strategic"
    CONTACTS = "contacts"
    NSPCC = "nspcc"
    PORTFOLIO = "portfolio"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "owners": "Whoever it concerns in person",
            "strategic": "Strategic leads of the site",
            "contacts": "NSPCC lead and deputy, and strategic leads",
            "nspcc": "NSPCC lead and deputy of the site",
            "portfolio": "Portfolio leads",
        }[self.value]


@dataclass(frozen=True)
class Rung:
    """One step of a ladder: so many days from the day something is due, at a time, to whom."""

    code: str
    days: int
    at: time
    to: tuple[Audience, ...]


@dataclass(frozen=True)
class Phase:
    """What may be due of a kind, and what its reader should do; see the file of the ladders."""

    kind: Kind
    code: str
    label: str
    ask: str
    owners: str
    is_ahead: bool = False
    follows: str = ""
    is_personal: bool = False
    is_end: bool = False

    @property
    def key(self) -> Key:
        """The name of its ladder."""
        return (self.kind.value, self.code)


@dataclass(frozen=True)
class Hours:
    """The hours of the day in London in which reminders go out, from `first` until `until`."""

    first: time
    until: time

    def hold(self, at: time) -> bool:
        """Whether a reminder may go out at this time."""
        return self.first <= at < self.until


@dataclass(frozen=True)
class Ladders:
    """Every phase with its rungs; `made_up_for` is for how long what was missed is made up for."""

    phases: Mapping[Key, Phase]
    rungs: Mapping[Key, tuple[Rung, ...]]
    hours: Hours
    made_up_for: timedelta

    def after(self, phase: Phase) -> Phase | None:
        """The phase that follows when this one is over; None where none does."""
        return next(
            (
                one
                for one in self.phases.values()
                if one.kind is phase.kind and one.follows == phase.code
            ),
            None,
        )

    def before(self, phase: Phase) -> Phase | None:
        """The phase this one follows."""
        return self.phases.get((phase.kind.value, phase.follows)) if phase.follows else None

    def reach(self, kinds: Collection[str]) -> tuple[int, int] | None:
        """The fewest and the most days from the day something of these kinds is due to a rung of
        it; None where they have no rungs."""
        days = [
            rung.days for (kind, _), rungs in self.rungs.items() if kind in kinds for rung in rungs
        ]
        return (min(days), max(days)) if days else None


def moment_of(rung: Rung, on: date, holidays: Collection[date] = ()) -> datetime:
    """When a rung is due of something that is due on this day: before it moved back to a working
    day, after it on to one, on the day itself never moved."""
    day = on + timedelta(days=rung.days)
    if rung.days < 0:
        day = working_day_until(day, holidays)
    elif rung.days > 0:
        day = working_day_from(day, holidays)
    return datetime.combine(day, rung.at, LONDON)


def parse_ladders(raw: Mapping[str, object]) -> Ladders:
    """Read and check the file of the ladders; ProgrammeError names the place of a fault."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "hours", "made_up_for", "ladders")
    hours = root.child("hours")
    found = Ladders({}, {}, Hours(_time(hours, "from"), _time(hours, "until")), timedelta())
    if not EARLIEST_HOUR <= found.hours.first < found.hours.until:
        raise hours.fault("must begin after 03:00 and end later than it begins")
    phases: dict[Key, Phase] = {}
    rungs: dict[Key, tuple[Rung, ...]] = {}
    kinds = root.child("ladders")
    for word in kinds.mapping():
        for code in kinds.child(word).mapping():
            node = kinds.child(word).child(code)
            phase = _phase(node, kinds, word, code)
            phases[phase.key] = phase
            rungs[phase.key] = in_order(_rung(one) for one in node.each("rungs"))
            if len({rung.code for rung in rungs[phase.key]}) != len(rungs[phase.key]):
                raise node.fault("uses a code twice")
    made_up_for = timedelta(days=root.whole("made_up_for"))
    return replace(found, phases=phases, rungs=rungs, made_up_for=made_up_for)


def in_order(rungs: Iterable[Rung]) -> tuple[Rung, ...]:
    """Rungs as they come, by day and time."""
    return tuple(sorted(rungs, key=lambda rung: (rung.days, rung.at)))


Content = dict[str, dict[str, list[dict[str, object]]]]


def as_content(ladders: Ladders) -> Content:
    """The rungs as plain data, which is what a version keeps."""
    found: Content = {}
    for (kind, phase), rungs in ladders.rungs.items():
        found.setdefault(kind, {})[phase] = [
            {
                "code": rung.code,
                "days": rung.days,
                "at": f"{rung.at:%H:%M}",
                "to": [audience.value for audience in rung.to],
            }
            for rung in rungs
        ]
    return found


def with_content(ladders: Ladders, content: Content) -> Ladders:
    """The ladders with the rungs of a version. A phase it does not know keeps its own, so that
    what a later release brings has its defaults; one without any has no reminders."""
    rungs = {
        (kind, phase): in_order(_rung(Node(one, f"{kind}.{phase}", ProgrammeError)) for one in kept)
        for kind, phases in content.items()
        for phase, kept in phases.items()
        if (kind, phase) in ladders.phases
    }
    return replace(ladders, rungs={**ladders.rungs, **rungs})


def _phase(node: Node, kinds: Node, word: str, code: str) -> Phase:
    node.only("label", "ask", "owners", "ahead", "follows", "personal", "ends", "rungs")
    follows = node.text("follows", "")
    if follows and not kinds.child(word).has(follows):
        raise node.fault(f"follows '{follows}', which is not there")
    return Phase(
        kind=Node(word, f"ladders.{word}", ProgrammeError).as_choice(Kind),
        code=code,
        label=node.text("label"),
        ask=node.text("ask"),
        owners=node.text("owners"),
        is_ahead=node.flag("ahead"),
        follows=follows,
        is_personal=node.flag("personal"),
        is_end=node.flag("ends"),
    )


def _rung(node: Node) -> Rung:
    node.only("code", "days", "at", "to")
    return Rung(
        code=node.text("code"),
        days=node.whole("days"),
        at=_time(node, "at"),
        to=tuple(entry.as_choice(Audience) for entry in node.each("to")),
    )


def _time(node: Node, key: str) -> time:
    at = node.text(key)
    if not CLOCK_TIME.fullmatch(at):
        raise node.child(key).fault(f"is '{at}'; write a time such as \"09:00\"")
    return time.fromisoformat(at)
