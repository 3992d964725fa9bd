"""Scenes of the chat: rooms, what was said in them, what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.chat import queries, service
from app.chat.rules import Kind, site_key
from app.chat.service import NewMessage
from app.demo.story.asking import who_is
from app.demo.story.gathering import event_named
from app.demo.story.reading import Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import LONDON, Calendar, at_work

Raw = Mapping[str, Any]
EVERYONE = "everyone"


@dataclass(frozen=True)
class Said(Scene):
    """A line of a talk; `to` is the minute of the line it answers. The first opens the room."""

    talk: str
    room: str
    minute: int
    text: str
    to: int | None

    def play(self, cast: Cast) -> None:
        """Say it."""
        number = str(uuid5(NAMESPACE_URL, f"{self.talk}:{self.minute}"))
        answered = None if self.to is None else cast.lines[self.talk, self.to]
        cast.lines[self.talk, self.minute] = service.send(
            _room(cast, self.room), cast.people[self.by], NewMessage(self.text, number, answered)
        )


@dataclass(frozen=True)
class SummedUp(Scene):
    """Somebody writes down what came of a talk, and closes its room where that is said."""

    room: str
    text: str
    closes: bool

    def play(self, cast: Cast) -> None:
        """Write it."""
        room_id = _room(cast, self.room)
        found = queries.stretch(room_id)
        by, up_to = cast.people[self.by], found.last_id if found else 0
        service.sum_up(room_id, by, self.text, up_to=up_to, closes=self.closes)


def _room(cast: Cast, name: str) -> int:
    """The room of this name, opened where there is none."""
    if name == EVERYONE:
        return service.open_room(Kind.EVERYONE, EVERYONE, "Everyone")
    if name in cast.sites:
        site = cast.sites[name]
        return service.open_room(Kind.SITE, site_key(site.id), name, site_id=site.id)
    if name in cast.events:
        return service.open_for_event(event_named(cast, name))
    key = f"subject:{uuid5(NAMESPACE_URL, name).hex[:12]}"
    return service.open_room(Kind.SUBJECT, key, name)


def chat_scenes(
    talks: Sequence[Raw], places: Sequence[Place], calendar: Calendar
) -> Iterator[Scene]:
    """Every talk, line by line."""
    for raw in talks:
        talk, room = f"{raw['room']} {raw['day']}", raw["room"]
        day, at = calendar.day(raw["day"]), time.fromisoformat(raw["at"])
        starts = datetime.combine(day, at, LONDON)
        for one in map(_line, raw["lines"]):
            by = who_is(one["by"], places)
            moment = starts + timedelta(minutes=one["at"])
            yield Said(moment, by, talk, room, one["at"], one["text"], one.get("to"))
        if summary := raw.get("summary"):
            at_desk = at_work(calendar.day(summary["day"]), talk)
            moment = max(at_desk, starts + timedelta(hours=2))
            yield SummedUp(moment, summary["by"], room, summary["text"], summary["closes"])


def _line(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else dict(zip(("at", "by", "text"), raw, strict=True))
