"""Scenes of the community's topics: asked, answered, settled, asked by others too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.demo.story.people import address_of
from app.demo.story.reading import Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.journey.programme import programme
from app.topics import service
from app.topics.rules.about import About, AboutKind, milestone_words
from app.topics.rules.topics import Entered

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Begun(Scene):
    """A question or a discussion, `site` being where it was asked from; "" for nowhere."""

    raw: Raw
    site: str

    def play(self, cast: Cast) -> None:
        """Ask."""
        raw = self.raw
        entered = Entered(
            raw.get("kind", "question"),
            raw["title"],
            raw["text"],
            raw.get("stage", ""),
            tuple(raw.get("tags", ())),
            raw.get("unnamed", False),
        )
        author = cast.people[self.by]
        cast.topics[raw["title"]] = service.ask(author, entered, self._about(cast))

    def _about(self, cast: Cast) -> About | None:
        code = self.raw.get("about", "")
        if not code:
            return None
        words = milestone_words(programme().milestone(code).name)
        return About(AboutKind.MILESTONE, code, words, cast.site_id(self.site))


@dataclass(frozen=True)
class Replied(Scene):
    """Something written in a topic."""

    title: str
    text: str

    def play(self, cast: Cast) -> None:
        """Write it."""
        post_id = service.answer(cast.topics[self.title], cast.people[self.by], self.text)
        cast.answers[self.title, self.text] = post_id


@dataclass(frozen=True)
class Settled(Scene):
    """Whoever asked accepts an answer."""

    title: str
    text: str

    def play(self, cast: Cast) -> None:
        """Accept it."""
        by = service.Writer(cast.people[self.by])
        service.accept_post(cast.topics[self.title], cast.answers[self.title, self.text], by)


@dataclass(frozen=True)
class AskedToo(Scene):
    """Somebody has the same question."""

    title: str

    def play(self, cast: Cast) -> None:
        """Say so."""
        service.ask_too(cast.topics[self.title], cast.people[self.by])


def topic_scenes(
    topics: Sequence[Raw], places: Sequence[Place], calendar: Calendar
) -> Iterator[Scene]:
    """Every topic with what became of it."""
    for raw in topics:
        title, author = raw["title"], who_is(raw["by"], places)
        _, _, site = str(raw["by"]).partition(", ")
        yield Begun(at_work(calendar.day(raw["day"]), title), author, raw, site)
        for number, too in enumerate(raw.get("me_too", ()), start=1):
            at = at_work(calendar.day(raw["day"] + number), title, too)
            yield AskedToo(at, who_is(too, places), title)
        for said in raw.get("replies", ()):
            at = at_work(calendar.day(said["day"]), title, said["by"])
            yield Replied(at, who_is(said["by"], places), title, said["text"])
            if "accepted" in said:
                at = at_work(calendar.day(said["accepted"]), title, "settled")
                yield Settled(at, author, title, said["text"])


def who_is(named: str, places: Sequence[Place]) -> str:
    """Somebody by the key of the cast: a key of people.yaml, or "Name, Site"."""
    name, _, site = named.partition(", ")
    if not site:
        return name
    place = next(one for one in places if one.name == site)
    return address_of(place, place.person(name))
