"""Audit rounds of the story, from seeds/demo/audits.yaml: opened, audited, closed, acted on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from app.core import clock
from app.core.db import session
from app.demo.story.people import address_of
from app.demo.story.reading import Place, load
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice
from app.instruments.rules import Instrument
from app.quality.models import AuditAnswer, AuditStage
from app.quality.queries import audits as reads
from app.quality.rules.audits import NewRound, optional_stages, wants_second
from app.quality.service import auditing
from app.quality.service import audits as service
from app.quality.service.auditing import Audited
from app.quality.service.findings import Wanted, raise_findings

Raw = Mapping[str, Any]
NOBODY_KNOWS = "the cases of the story do not exist"
STOPPED = "It was decided not to go on towards a return."
RESTS_ON = (
    "The analysis was clear and the child was heard; some of it was late.",
    "Good work with the family, less of it written down than was done.",
    "Careful decisions that others can follow.",
)
BETWEEN = 3  # days from one case to the next


@cache
def _sites() -> tuple[Raw, ...]:
    return tuple(load("audits.yaml"))


def completed_by_audits(site: str) -> dict[str, int]:
    """Milestone -> day, of what the closing of a round completes."""
    return {
        code: raw["closed"]
        for one in _sites()
        if one["site"] == site
        for raw in one["rounds"]
        for code in raw.get("completes", ())
    }


@dataclass(frozen=True)
class OfRound(Scene):
    """A scene of the newest round of a site at that moment."""

    site: str
    raw: Raw
    calendar: Calendar
    auditors: tuple[str, str]

    def found(self, cast: Cast) -> reads.RoundRow:
        """The round it is about."""
        return reads.rounds_of(cast.site_id(self.site))[0]


@dataclass(frozen=True)
class Opened(OfRound):
    """A round is opened."""

    def play(self, cast: Cast) -> None:
        """Open it."""
        raw, day = self.raw, self.calendar.day
        new = NewRound(
            name=raw["name"],
            first_day=day(raw["first"]),
            last_day=day(raw["last"]),
            available=raw["available"],
            planned=raw["planned"],
            drawn="random",
            drawn_note="Drawn by the data lead.",
            due_on=day(raw.get("closed", raw.get("due"))),
            auditors=tuple(cast.people[one] for one in self.auditors),
        )
        service.open_round(cast.site_id(self.site), new)


@dataclass(frozen=True)
class CaseAudited(OfRound):
    """A case is audited and the audit handed in; `place` 2 is a second audit."""

    case: int
    place: int

    def play(self, cast: Cast) -> None:
        """Begin it, fill it in, hand it in."""
        found, person = self.found(cast), cast.people[self.by]
        audit_id, _ = auditing.begin(
            found.site_id,
            found.number,
            person,
            f"{found.number}-{self.case}",
            declared=True,
            secret=NOBODY_KNOWS,
        )
        row = reads.find_audit(found.site_id, audit_id)
        if row is None:
            raise LookupError(f"{self.site} has no audit {audit_id}.")
        self._fill(audit_id, found.instrument())
        grade = "3" if self.raw["level"] >= 75 else "2"
        chance = dice(self.site, self.raw["name"], self.case)
        auditing.hand_in(Audited(row, found), grade, chance.choice(RESTS_ON))

    def _fill(self, audit_id: int, instrument: Instrument) -> None:
        """What the page would save item by item, in one go."""
        now, skipped = clock.now(), self._skipped(instrument)
        kept = {"audit_id": audit_id, "first_saved_at": now, "saved_at": now, "version": 1}
        session().add_all(
            AuditStage(section_id=id, is_skipped=True, reason=STOPPED, **kept) for id in skipped
        )
        session().add_all(
            AuditAnswer(item_id=item.id, score=self._score(item.id), comment="", **kept)
            for section in instrument.sections
            if section.id not in skipped
            for item in section.items
        )
        session().flush()

    def _skipped(self, instrument: Instrument) -> tuple[str, ...]:
        stages = optional_stages(instrument)
        return stages[2:] if self.case > self.raw["cases"] - self.raw["short"] else ()

    def _score(self, item_id: str) -> int:
        """The same case is judged nearly alike by two people."""
        chance = dice(self.site, self.raw["name"], self.case, item_id)
        level: int = self.raw["level"] - (35 if item_id in self.raw["weak"] else 0)
        score = sum(chance.random() * 100 < level for _ in range(2))
        other = dice("second", self.site, self.case, item_id).random() < 0.1
        return abs(score - 1) if self.place == 2 and other else score


@dataclass(frozen=True)
class Closed(OfRound):
    """A round is closed, and what it found goes into the plan."""

    owner: str

    def play(self, cast: Cast) -> None:
        """Close it; raise its actions."""
        found, raw = self.found(cast), self.raw
        service.close_round(found.site_id, found.number, raw.get("reason", ""))
        if "actions" in raw:
            items = tuple(raw["actions"]["items"])
            due_on = self.calendar.day(raw["actions"]["due"])
            wanted = Wanted(items, cast.people[self.owner], "", due_on)
            path = f"/sites/{cast.sites[self.site].slug}/quality/audits/{found.number}/result"
            raise_findings(found, wanted, items, path=path, raised_by=cast.people[self.by])


def audit_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Every audit round of one site."""
    for one in _sites():
        if one["site"] == place.name:
            first, second = (address_of(place, place.person(name)) for name in one["auditors"])
            for raw in one["rounds"]:
                yield from _round(place, raw, calendar, (first, second))


def _round(
    place: Place, raw: Raw, calendar: Calendar, auditors: tuple[str, str]
) -> Iterator[Scene]:
    def of(offset: int, by: str) -> tuple[datetime, str, str, Raw, Calendar, tuple[str, str]]:
        moment = at_work(calendar.day(offset), place.name, raw["name"], by, offset)
        return moment, by, place.name, raw, calendar, auditors

    def leading(offset: int) -> str:
        speaker = place.speaker(offset)
        if speaker is None:
            raise LookupError(f"{place.name} has no strategic lead on day {offset}.")
        return address_of(place, speaker)

    opened = raw["opened"]
    yield Opened(*of(opened, leading(opened)))
    for case in range(1, raw["cases"] + 1):
        yield CaseAudited(*of(opened + BETWEEN * case, auditors[0]), case, 1)
        if wants_second(case):
            yield CaseAudited(*of(opened + BETWEEN * case + 2, auditors[1]), case, 2)
    if "closed" in raw:
        owner = raw.get("actions", {}).get("owner")
        keeper = address_of(place, place.person(owner)) if owner else ""
        yield Closed(*of(raw["closed"], leading(raw["closed"])), keeper)
