"""Scenes of the community's events: announced, answered, held, followed up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import LONDON, Calendar, at_work
from app.events import queries, service
from app.events.queries import EventRow
from app.events.rules import Answer, Audience, Details, Kind, Plan, Way

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Announced(Scene):
    """An event is announced; `on` is the day it takes place."""

    raw: Raw
    on: date

    def play(self, cast: Cast) -> None:
        """Announce it."""
        raw = self.raw
        kind, audience = Kind(raw["kind"]), Audience(raw["audience"])
        about, capacity = raw["about"], raw.get("capacity")
        details = Details(raw["title"], kind, audience, about, capacity, tuple(raw["tags"]))
        where = raw.get("place", ""), raw.get("link", "")
        at = time.fromisoformat(raw["at"])
        plan = Plan(self.on, at, raw["minutes"], Way(raw["way"]), *where)
        cast.events[raw["title"]] = service.announce(details, plan, cast.people[self.by])


@dataclass(frozen=True)
class Answered(Scene):
    """Somebody answers an event."""

    title: str
    answer: Answer
    needs: str

    def play(self, cast: Cast) -> None:
        """Answer."""
        service.answer(event_named(cast, self.title), cast.people[self.by], self.answer, self.needs)


@dataclass(frozen=True)
class FollowedUp(Scene):
    """After it: who came, notes, links, feedback."""

    raw: Raw

    def play(self, cast: Cast) -> None:
        """Write it all down, and give the feedback of those who were there."""
        raw, found = self.raw, event_named(cast, self.raw["title"])
        there = [one for one in raw["yes"] if one not in raw.get("absent", ())]
        service.record_attendance(found, [cast.people[one] for one in there], 0)
        service.write_notes(found, raw["notes"], cast.people[self.by], 0)
        for one in raw["materials"]:
            service.add_material(found, one["title"], one["link"], cast.people[self.by])
        for who, given in zip(there, raw["feedback"], strict=False):
            scores = {item: score for item, score in given.items() if item != "words"}
            service.give_feedback(found, cast.people[who], scores, given.get("words", ""))


def event_named(cast: Cast, title: str) -> EventRow:
    """An event of the story as it is now. Raises LookupError."""
    found = queries.event_of(cast.events[title])
    if found is None:
        raise LookupError(f"Nobody announced “{title}”.")
    return found


def event_scenes(events: Sequence[Raw], calendar: Calendar) -> Iterator[Scene]:
    """Every event with what became of it."""
    for raw in events:
        title, on = raw["title"], calendar.day(raw["day"])
        announced = at_work(calendar.day(raw["announced"]), title)
        yield Announced(announced, raw["by"], raw, on)
        for number, (who, said) in enumerate(_answers(raw), 1):
            moment = at_work(calendar.day(raw["announced"] + number), title, who)
            yield Answered(moment, who, title, said, raw.get("needs", {}).get(who, ""))
        if "notes" in raw:
            ends = datetime.combine(calendar.day(raw["day"] + 1), time(17), LONDON)
            yield FollowedUp(ends, raw["by"], raw)


def _answers(raw: Raw) -> Iterator[tuple[str, Answer]]:
    for answer in Answer:
        for who in raw.get(answer.value, ()):
            yield who, answer
