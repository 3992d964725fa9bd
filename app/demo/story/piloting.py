"""Scenes of pilots: planned, agreed, counted month by month, learnt from, reviewed, decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core import clock
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar
from app.journey.rules.outcomes import BY_CODE
from app.pilots import queries, service
from app.pilots.log_words import suggested
from app.pilots.queries import PilotRow
from app.pilots.rules.learning import NewEntry
from app.pilots.rules.months import COUNTS
from app.pilots.rules.plan import Cohort, Measure, Part, Risk, Step, Strategy, Times
from app.pilots.rules.review import PROCESS, Finding, NewDecision
from app.plans.rules import NewAction, Origin, Side
from app.plans.service import raise_action

Raw = Mapping[str, Any]
ENTERED_BEFORE = timedelta(days=4)  # before the day on which the counts of a month are due
COLUMNS = tuple(one.key for one in COUNTS)


@dataclass(frozen=True)
class OfPilot(Scene):
    """A scene of the newest pilot of a site at that moment."""

    site: str
    raw: Raw
    calendar: Calendar

    def found(self, cast: Cast) -> PilotRow:
        """The pilot it is about."""
        wanted = queries.Wanted()
        listed = queries.of_site(cast.site_id(self.site), wanted, clock.today())
        return listed.rows[0]

    def day(self, word: str) -> date:
        """A day of the pilot's story."""
        return self.calendar.day(self.raw[word])


@dataclass(frozen=True)
class Planned(OfPilot):
    """A plan is written, whole or not; one that follows begins with the plan before it."""

    owner: str

    def play(self, cast: Cast) -> None:
        """Write it."""
        site = cast.site_id(self.site)
        if self.raw.get("follows"):
            number = service.plan_next(site, self.found(cast).id)
        else:
            number = service.plan_pilot(site, Cohort(self.raw["name"], "", "", None, ()))
        service.change_cohort(site, number, self._cohort(self.found(cast)), 1)
        for part in self._parts():
            service.add_part(site, number, part)
        if "starts" in self.raw:
            times = Times(cast.people[self.owner], self.day("starts"), self.day("ends"))
            service.change_times(site, number, times, self.found(cast).version)

    def _cohort(self, found: PilotRow) -> Cohort:
        raw, kept = self.raw, found.cohort
        return Cohort(
            raw["name"],
            raw.get("aim", kept.aim),
            "\n".join(raw["teams"]) if "teams" in raw else kept.teams,
            raw.get("children", kept.children),
            tuple(raw.get("case_types", kept.case_types)),
        )

    def _parts(self) -> Iterator[Part]:
        for one in self.raw.get("strategies", ()):
            yield Strategy(one["what"], one["signs"], one.get("cycle", ""))
        for one in self.raw.get("measures", ()):
            item = BY_CODE[one["code"]]
            values = (one.get("baseline"), one["target"])
            yield Measure(item.code, item.name, item.unit, item.wanted.value, *values)
        for one in self.raw.get("risks", ()):
            yield Risk(one["what"], one["response"], one["owner"])


@dataclass(frozen=True)
class Agreed(OfPilot):
    """The strategic lead agrees the plan."""

    def play(self, cast: Cast) -> None:
        """Agree it."""
        found = self.found(cast)
        service.agree(found.site_id, found.id, found.version)


@dataclass(frozen=True)
class Noted(OfPilot):
    """The NSPCC has read it."""

    def play(self, cast: Cast) -> None:
        """Note it."""
        found = self.found(cast)
        service.note_agreement(found.site_id, found.id)


@dataclass(frozen=True)
class RiskAdded(OfPilot):
    """The agreed plan changes."""

    def play(self, cast: Cast) -> None:
        """Add a risk, with the reason."""
        found, one = self.found(cast), self.raw["change"]
        risk = Risk(one["risk"], one["response"], one["owner"])
        service.add_part(found.site_id, found.id, risk, one["reason"])


@dataclass(frozen=True)
class Counted(OfPilot):
    """The counts of a month are entered."""

    month: date
    row: tuple[int, ...]

    def play(self, cast: Cast) -> None:
        """Enter them."""
        found = self.found(cast)
        counts = dict(zip(COLUMNS, self.row, strict=True))
        service.enter_month(found.site_id, found.id, self.month, counts, 0)


@dataclass(frozen=True)
class Learnt(OfPilot):
    """Somebody writes into the learning log."""

    entry: Raw
    owner: str = ""

    def play(self, cast: Cast) -> None:
        """Write it, and raise its action."""
        found, raw = self.found(cast), self.entry
        strategies = queries.strategies_of(found.id)
        number = raw.get("strategy")
        new = NewEntry(
            clock.today(),
            strategies[number - 1].id if number else None,
            raw["tried"],
            raw["happened"],
            raw["learnt"],
            raw["lesson"],
            raw.get("change", ""),
            tuple(raw["codes"]),
        )
        entry = service.add_entry(found.site_id, found.id, new)
        if "action" in raw:
            self._raise(cast, found, entry)

    def _raise(self, cast: Cast, found: PilotRow, entry: int) -> None:
        asked, slug = self.entry["action"], cast.sites[self.site].slug
        words = f"Pilot {found.number}, learning log"
        path = f"/sites/{slug}/pilots/log/{entry}"
        new = NewAction(
            asked["title"],
            self.calendar.day(asked["due"]),
            Side.AUTHORITY.value,
            owner_id=cast.people[self.owner],
            origin=Origin("pilot", found.id, f"entry-{entry}", words, path),
        )
        raise_action(found.site_id, new, cast.people[self.by])


@dataclass(frozen=True)
class Ended(OfPilot):
    """It ends."""

    def play(self, cast: Cast) -> None:
        """Say so."""
        found = self.found(cast)
        service.end(found.site_id, found.id, clock.today(), self.raw.get("end_note", ""))


@dataclass(frozen=True)
class Reviewed(OfPilot):
    """The review: begun with what the numbers say, or finished with how it went."""

    finishing: bool

    def play(self, cast: Cast) -> None:
        """Write it."""
        found, said = self.found(cast), self.raw["review"]
        if self.finishing:
            process = {name: said["process"][name] for name, _ in PROCESS}
            service.save_process(found.site_id, found.id, process, 2)
            service.finish_review(found.site_id, found.id)
            return
        service.begin_review(found.site_id, found.id)
        service.save_data(found.site_id, found.id, said["figures"], _findings(found, said), 1)


@dataclass(frozen=True)
class Decided(OfPilot):
    """Widen, adjust or stop."""

    def play(self, cast: Cast) -> None:
        """Decide it."""
        found, said = self.found(cast), self.raw["decision"]
        new = NewDecision(said["to"], said["next"], said["reason"], said["conditions"])
        service.decide(found.site_id, found.id, new)


@dataclass(frozen=True)
class RolledOut(OfPilot):
    """The roll-out is planned."""

    def play(self, cast: Cast) -> None:
        """Add its steps and finish it."""
        found = self.found(cast)
        for one in self.raw["roll_out"]["steps"]:
            starts_on = self.calendar.day(one["starts"])
            step = Step(one["team"], starts_on, one["training"], one["owner"])
            service.add_part(found.site_id, found.id, step)
        service.finish_roll_out(found.site_id, found.id)


def _findings(found: PilotRow, said: Raw) -> dict[int, Finding]:
    """What the review found about each measure: what was asked, or else what was counted."""
    measures = queries.measures_of(found.id)
    counted = suggested(measures, queries.months_of(found.id))
    return {
        one.id: Finding(
            said["results"].get(one.said.code, counted.get(one.id)),
            said["words"].get(one.said.code, ""),
        )
        for one in measures
    }
