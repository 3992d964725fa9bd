"""Scenes of what became of calls: notes, calls that were not held, concerns about engagement."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.checkins import queries
from app.checkins import service as checkins
from app.checkins.queries import CallRow
from app.checkins.rules import Booking, MissReason, Section, mark_of
from app.checkins.service import NewConcern, Next
from app.demo.story.reading import Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice
from app.plans import service as plans
from app.plans.rules import NewAction, Origin, Side
from app.sites import queries as sites
from app.sites.rules import Stage

AFTER = timedelta(minutes=40)  # the note is saved when the call is over
SURE = 6
USING = (Stage.INITIAL, Stage.FULL, Stage.SUSTAINABILITY)
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Written(Scene):
    """A call was held and its note saved; `task` is an action agreed in it."""

    site: str
    number: int
    fields: Mapping[str, str]
    task: Raw | None

    def play(self, cast: Cast) -> None:
        """Type it, agree an action, save it."""
        call, by = _call(cast, self.site, self.number), cast.people[self.by]
        there = [one for one in sites.contacts(call.site_id) if not one.is_nspcc]
        people = {"took_part": str(there[0].person_id)} if there else {"guests": "Team manager"}
        typed = {**self.fields, **people}
        checkins.keep(call, typed, dict.fromkeys(typed, mark_of(0, "")), by)
        if self.task is not None:
            plans.raise_action(call.site_id, self._action(cast, call, by, self.task), by)
        checkins.save_note(cast.sites[self.site], call, Next(), "", by)

    def _action(self, cast: Cast, call: CallRow, by: int, task: Raw) -> NewAction:
        owner = {"owner_name": "Service manager"} if task["side"] == Side.AUTHORITY else {}
        return NewAction(
            title=task["title"],
            due_on=(self.moment + timedelta(days=30)).date(),
            side=task["side"],
            owner_id=None if owner else by,
            owner_name=owner.get("owner_name", ""),
            origin=Origin(
                "call",
                call.id,
                "",
                f"Check-in call, {call.starts_at.day} {call.starts_at:%B %Y}",
                f"/sites/{cast.sites[self.site].slug}/check-ins/{call.id}",
            ),
        )


@dataclass(frozen=True)
class NotHeld(Scene):
    """A call was not held."""

    site: str
    number: int
    why: MissReason
    words: str

    def play(self, cast: Cast) -> None:
        """Record it, with no other call booked."""
        call = _call(cast, self.site, self.number)
        after = Next(why_not="Nobody to agree a day with.")
        checkins.miss(
            cast.sites[self.site], call, self.why, self.words, cast.people[self.by], after
        )


@dataclass(frozen=True)
class Raised(Scene):
    """A concern is raised; `to` is a key of the cast."""

    site: str
    raw: Raw

    def play(self, cast: Cast) -> None:
        """Raise it."""
        new = NewConcern(tuple(self.raw["why"]), self.raw["words"], cast.people[self.raw["to"]])
        checkins.raise_concern(cast.sites[self.site], new, cast.people[self.by])


@dataclass(frozen=True)
class Followed(Scene):
    """Something was done about the newest concern of a site, or it was resolved."""

    site: str
    raw: Raw
    on: date

    def play(self, cast: Cast) -> None:
        """Write it down."""
        found = queries.concerns_of(cast.site_id(self.site))[0]
        if "outcome" in self.raw:
            by = cast.people[self.by]
            checkins.resolve(found, self.raw["outcome"], self.raw["words"], by)
        else:
            checkins.add_step(found, self.on, self.raw["words"], cast.people[self.by])


def recorded_scenes(
    place: Place, calendar: Calendar, booked: Mapping[int, Booking], said: Raw
) -> Iterator[Scene]:
    """What became of the calls of a site that are over, by number; the last may wait for its
    note."""
    own = said["sites"].get(place.name, {})
    over = [n for n, one in booked.items() if one.starts_at + AFTER < calendar.end]
    missed = {
        min(over, key=lambda n: abs(booked[n].on - calendar.day(raw["near"]))): raw
        for raw in own.get("missed", ())
    }
    if own.get("unwritten"):
        over.pop()
    for place_in, number in enumerate(over):
        on = booked[number].on
        lead, moment = place.led_by((on - calendar.today).days).lead, booked[number].starts_at
        if number in missed:
            raw = missed[number]
            why = MissReason(raw["why"])
            yield NotHeld(moment + AFTER, lead, place.name, number, why, raw["words"])
        else:
            fields = _note(place, calendar, on, place_in / max(1, len(over) - 1), said)
            task = _task(said, place, number) if number == over[-1] else None
            yield Written(moment + AFTER, lead, place.name, number, fields, task)
    yield from _concerns(place, calendar, own.get("concerns", ()))


def stage_on(place: Place, calendar: Calendar, on: date) -> Stage:
    """The stage a site had reached on a day."""
    reached = [turn.to for turn in place.stages if calendar.day(turn.day) <= on]
    return Stage(reached[-1]) if reached else Stage.EXPLORATION


def _concerns(place: Place, calendar: Calendar, raised: Sequence[Raw]) -> Iterator[Scene]:
    for raw in raised:
        yield Raised(_at(calendar, raw["day"], place.name), raw["by"], place.name, raw)
        ended = [raw["resolved"]] if "resolved" in raw else []
        for one in (*raw.get("steps", ()), *ended):
            moment = _at(calendar, one["day"], place.name)
            yield Followed(moment, raw["by"], place.name, one, calendar.day(one["day"]))


def _at(calendar: Calendar, offset: int, name: str) -> datetime:
    return at_work(calendar.day(offset), name, "concern")


def _note(place: Place, calendar: Calendar, on: date, way: float, said: Raw) -> dict[str, str]:
    """What was written; `way` is how far on the call lies between the first and the last."""
    own, chance = said["sites"].get(place.name, {}), dice("note", place.name, on)
    sure = own.get("confidence", (7,))
    confidence = sure[min(len(sure) - 1, int(way * len(sure)))]
    mood = "well" if confidence >= SURE else "slow"
    time = "using" if stage_on(place, calendar, on) in USING else "before"
    pool = said["notes"][time][mood]
    parts = ["since", *chance.sample(sorted(set(pool) - {"since"}), k=min(3, len(pool) - 1))]
    fields = {part.value: chance.choice(pool[part]) for part in Section if part in parts}
    fields |= {
        "barriers": _some(chance, own.get("barriers", ())),
        "facilitators": _some(chance, own.get("facilitators", ())),
        "confidence": str(confidence),
    }
    if chance.random() < 0.35:
        fields["private"] = chance.choice(said["private"][mood])
    return fields


def _some(chance: random.Random, codes: Sequence[str]) -> str:
    return " ".join(sorted(chance.sample(list(codes), k=min(len(codes), chance.randint(1, 2)))))


def _task(said: Raw, place: Place, number: int) -> Raw | None:
    found: Raw = dice("task", place.name, number).choice(said["actions"])
    return found


def _call(cast: Cast, site: str, number: int) -> CallRow:
    found = queries.call_of(cast.site_id(site), cast.calls[site, number])
    if found is None:
        raise LookupError(f"{site} has no call {number}")
    return found
