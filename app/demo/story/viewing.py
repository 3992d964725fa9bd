"""Scenes of the dashboard: people keep views of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.dashboards.rules.asking import Wish
from app.dashboards.service import keep
from app.demo.story.reading import Raw
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work


@dataclass(frozen=True)
class ViewKept(Scene):
    """Somebody of the NSPCC keeps a choice of sites under a name."""

    name: str
    asked: Mapping[str, str]

    def play(self, cast: Cast) -> None:
        """Keep it."""
        keep(cast.people[self.by], self.name, Wish.read(self.asked).query(), first=False)


def viewing_scenes(raw: Raw, calendar: Calendar) -> Iterator[Scene]:
    """The views of everybody."""
    for one in raw["views"]:
        moment = at_work(calendar.day(one["day"]), one["name"])
        yield ViewKept(moment, one["who"], one["name"], one["asked"])
