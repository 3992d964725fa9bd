"""Scenes of support: asked, answered, given, and whether it helped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.core import clock
from app.demo.story.people import address_of
from app.demo.story.reading import Place, load
from app.demo.story.scenes import Cast, Scene
from app.demo.story.speaking import speaker_of
from app.demo.story.timing import Calendar, at_work
from app.sites.rules.sides import Side, Speaker
from app.support import queries, service
from app.support.queries import RequestRow
from app.support.rules.entries import Asker, Need, Offer, Session

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Asked(Scene):
    """A request, `asker` being who asked where the NSPCC enters it; its day is `asked_on`."""

    site: str
    raw: Raw
    asker: str
    asked_on: date
    needed_by: date | None
    side: Side

    def play(self, cast: Cast) -> None:
        """Ask."""
        raw = self.raw
        need = Need(
            raw["title"],
            raw["detail"],
            raw["kind"],
            raw["for_whom"],
            raw.get("people"),
            self.needed_by,
            raw.get("urgency", ""),
            raw.get("barrier", ""),
        )
        asker = Asker(cast.people[self.asker], "", self.asked_on) if self.asker else None
        by = Speaker(cast.people[self.by], self.side)
        cast.support[self.site, raw["title"]] = service.ask(
            cast.site_id(self.site), need, by, asker
        )


@dataclass(frozen=True)
class Answered(Scene):
    """A step after it, by one side."""

    site: str
    title: str
    step: Raw
    on: date | None
    side: Side

    def play(self, cast: Cast) -> None:
        """Take the step."""
        number = cast.support[self.site, self.title]
        found = queries.find(cast.site_id(self.site), number)
        if found is None:
            raise LookupError(f"{self.site} asked for no support called “{self.title}”.")
        by = Speaker(cast.people[self.by], self.side)
        {**self._of_the_nspcc(), **self._of_either()}[self.step["do"]](found, by)

    def _of_the_nspcc(self) -> dict[str, Any]:
        step, words = self.step, str(self.step.get("words", ""))

        def offer(found: RequestRow, by: Speaker) -> None:
            new = Offer(step["priority"], words, by.person_id, "", self.on)
            service.offer(found.site_id, found.id, new, found.version, by)

        def decline(found: RequestRow, by: Speaker) -> None:
            said = words, step["instead"]
            service.decline(found.site_id, found.id, *said, found.version, by)

        def given(found: RequestRow, by: Speaker) -> None:
            how = step["minutes"], step["delivery"], by.person_id, "", step.get("people"), words
            new, is_last = Session(clock.today(), *how), step.get("last", False)
            service.record(found.site_id, found.id, new, by, is_last=is_last)

        def note(found: RequestRow, by: Speaker) -> None:
            service.note(found.site_id, found.id, words, by)

        return {"offer": offer, "decline": decline, "given": given, "note": note}

    def _of_either(self) -> dict[str, Any]:
        step, words = self.step, str(self.step.get("words", ""))

        def agree(found: RequestRow, by: Speaker) -> None:
            service.agree(found.site_id, found.id, found.version, by)

        def again(found: RequestRow, by: Speaker) -> None:
            service.ask_again(found.site_id, found.id, words, found.version, by)

        def withdraw(found: RequestRow, by: Speaker) -> None:
            service.withdraw(found.site_id, found.id, words, found.version, by)

        def close(found: RequestRow, by: Speaker) -> None:
            service.close(found.site_id, found.id, step["helped"], words, found.version, by)

        def message(found: RequestRow, by: Speaker) -> None:
            service.write(found.site_id, found.id, words, by)

        return {
            "agree": agree,
            "again": again,
            "withdraw": withdraw,
            "close": close,
            "message": message,
        }


def support_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Every request of a site, with what became of it."""
    for raw in _asked().get(place.name, ()):
        at = at_work(calendar.day(raw["day"]), place.name, raw["title"])
        needed_by = calendar.day(raw["needed_by"]) if "needed_by" in raw else None
        asker = address_of(place, place.person(raw["asker"])) if "asker" in raw else ""
        asked_on = calendar.day(raw.get("asked", raw["day"]))
        who, side = speaker_of(place, raw)
        yield Asked(at, who, place.name, raw, asker, asked_on, needed_by, side)
        for step in raw.get("steps", ()):
            at = at_work(calendar.day(step["day"]), place.name, raw["title"], step["do"])
            on = calendar.day(step["for"]) if "for" in step else None
            who, side = speaker_of(place, step)
            yield Answered(at, who, place.name, raw["title"], step, on, side)


@cache
def _asked() -> Mapping[str, Sequence[Raw]]:
    """The requests of each site."""
    found: Mapping[str, Sequence[Raw]] = load("support.yaml")
    return found
