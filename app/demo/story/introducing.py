"""Scenes of the community's members: what they accept and say about themselves, what they mute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.community import queries, service
from app.demo.story.asking import who_is
from app.demo.story.reading import Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.members import service as members
from app.members.rules.digests import Choice, Every
from app.members.rules.profiles import SHOWABLE, Wishes

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Introduced(Scene):
    """Somebody accepts the house rules and says who they are."""

    raw: Raw
    is_nspcc: bool

    def play(self, cast: Cast) -> None:
        """Accept, and save the profile."""
        raw, person = self.raw, cast.people[self.by]
        members.agree(person)
        hidden = frozenset(raw.get("hides", ()))
        wishes = Wishes(
            role=raw.get("role", ""),
            role_words=raw.get("role_words", ""),
            place=raw.get("place", ""),
            region=raw.get("region", ""),
            languages=raw.get("languages", ""),
            about=raw.get("about", "").strip(),
            interests=frozenset(raw.get("interests", ())),
            shown=frozenset(SHOWABLE) - hidden,
            is_listed=raw.get("is_listed", True),
            takes_messages=raw.get("takes_messages", False),
            shows_presence=raw.get("shows_presence", True),
            trainer_shown=raw.get("trainer", False),
        )
        members.save(person, wishes, 0, is_nspcc=self.is_nspcc)
        if raw.get("digest"):
            members.choose_digest(person, Choice(Every(raw["digest"])))
        for subject in raw.get("mutes", ()):
            members.mute(person, subject)


@dataclass(frozen=True)
class Wrote(Scene):
    """Somebody writes to another member."""

    to: str
    text: str

    def play(self, cast: Cast) -> None:
        """Send it; what a form would make by chance follows from the words here."""
        person = cast.people[self.by]
        other = queries.correspondent(person, cast.people[self.to])
        if other is None:
            raise LookupError(f"Nobody can write to {self.to}.")
        service.send(person, other, self.text, str(uuid5(NAMESPACE_URL, self.text)))


def member_scenes(raw: Raw, places: Sequence[Place], calendar: Calendar) -> Iterator[Scene]:
    """The profiles of the community and a few messages."""
    for one in raw["profiles"]:
        who = who_is(one["who"], places)
        moment = at_work(calendar.day(one["day"]), who, "profile")
        yield Introduced(moment, who, one, one.get("staff", False))
    for one in raw["messages"]:
        by, to = who_is(one["by"], places), who_is(one["to"], places)
        moment = at_work(calendar.day(one["day"]), by, to)
        yield Wrote(moment, by, to, one["text"])
