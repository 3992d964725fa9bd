"""Scenes of adaptations: logged, viewed, talked about, shared, ended."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.demo.story.reading import Place, load
from app.demo.story.scenes import Cast, Scene
from app.demo.story.speaking import speaker_of
from app.demo.story.timing import Calendar, at_work
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AdaptationRow
from app.quality.rules.adaptations.entries import Change, Edited, More, Ruling
from app.quality.rules.adaptations.more import FIELDS
from app.quality.service import adaptations as service
from app.sites.rules.sides import Side, Speaker

Raw = Mapping[str, Any]
Step = Callable[[AdaptationRow, Speaker], object]


@dataclass(frozen=True)
class Logged(Scene):
    """An adaptation, since a day."""

    site: str
    raw: Raw
    since: date
    side: Side

    def play(self, cast: Cast) -> None:
        """Log it."""
        raw = self.raw
        said = Change(
            raw["title"],
            raw["detail"],
            raw["kind"],
            tuple(raw["stages"]),
            tuple(raw["components"]),
            raw["decided_by"],
            self.since,
            raw["scope"],
            raw.get("teams", ""),
            raw["fidelity"],
        )
        by = Speaker(cast.people[self.by], self.side)
        number = service.log(cast.site_id(self.site), said, by)
        cast.adaptations[self.site, raw["title"]] = number


@dataclass(frozen=True)
class Followed(Scene):
    """A step after it, by one side; `on` is the day that it names, if it does."""

    site: str
    title: str
    step: Raw
    on: date | None
    side: Side

    def play(self, cast: Cast) -> None:
        """Take the step."""
        number = cast.adaptations[self.site, self.title]
        found = queries.find(cast.site_id(self.site), number)
        if found is None:
            raise LookupError(f"{self.site} logged nothing called “{self.title}”.")
        by = Speaker(cast.people[self.by], self.side)
        {**self._of_the_nspcc(), **self._of_either()}[self.step["do"]](found, by)

    def _of_the_nspcc(self) -> dict[str, Step]:
        step = self.step

        def view(found: AdaptationRow, by: Speaker) -> None:
            named = ("view", "reason", "may_cut", "must_keep", "conditions")
            words = {name: str(step.get(name, "")) for name in named}
            said = Ruling(**words, review_on=self.on)
            service.give_view(found.site_id, found.id, said, found.version, by)

        def publish(found: AdaptationRow, by: Speaker) -> None:
            named = ("title", "change", "reason", "may_cut", "must_keep", "conditions")
            said = Edited(**{name: str(step.get(name, "")) for name in named})
            service.publish(found.site_id, found.id, said, found.version, by)

        def note(found: AdaptationRow, by: Speaker) -> None:
            service.note(found.site_id, found.id, step["words"], by)

        return {"view": view, "publish": publish, "note": note}

    def _of_either(self) -> dict[str, Step]:
        step = self.step

        def more(found: AdaptationRow, by: Speaker) -> None:
            codes = {one.name: tuple(step[one.name]) for one in FIELDS if one.name in step}
            kept = {**found.more, **codes}
            said = More(
                kept, step.get("trigger", ""), step.get("expected", ""), step.get("result", "")
            )
            service.tell_more(found.site_id, found.id, said, found.version, by)

        def message(found: AdaptationRow, by: Speaker) -> None:
            service.write(found.site_id, found.id, step["words"], by)

        def share(found: AdaptationRow, by: Speaker) -> None:
            service.share(found.site_id, found.id, by, agrees=True)

        def end(found: AdaptationRow, by: Speaker) -> None:
            service.end(found.site_id, found.id, self.on, step["words"], found.version, by)

        return {"more": more, "message": message, "share": share, "end": end}


def adaptation_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Every adaptation of a site, with what became of it."""
    for raw in _logged().get(place.name, ()):
        at = at_work(calendar.day(raw["day"]), place.name, raw["title"])
        who, side = speaker_of(place, raw)
        yield Logged(at, who, place.name, raw, calendar.day(raw["since"]), side)
        for step in raw["steps"]:
            moment = at_work(calendar.day(step["day"]), place.name, raw["title"], step["do"])
            at = max(moment, at + timedelta(minutes=10))  # two steps may fall on one working day
            offset = step.get("review", step.get("ended"))
            on = None if offset is None else calendar.day(offset)
            who, side = speaker_of(place, step)
            yield Followed(at, who, place.name, raw["title"], step, on, side)


@cache
def _logged() -> Mapping[str, Sequence[Raw]]:
    """The adaptations of each site."""
    found: Mapping[str, Sequence[Raw]] = load("adaptations.yaml")
    return found
