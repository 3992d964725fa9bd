"""Scenes of the library: shared, approved, endorsed, taken, made anew, collected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.db import session
from app.demo.story.people import address_of
from app.demo.story.reading import Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.library import queries, service
from app.library.queries import OneResource
from app.library.rules import Details, Kind, Licence, Reader
from app.library.service import Collected, NewEdition

Raw = Mapping[str, Any]
FIRST_TAKEN = -125  # the day by which everybody who takes something is there


def _held(cast: Cast, title: str) -> OneResource:
    found = queries.find(cast.resources[title])
    if found is None:
        raise LookupError(f"Nobody shared “{title}”.")
    session().expire_all()
    return found


def _edition(cast: Cast, raw: Raw) -> NewEdition:
    if "link" in raw:
        return NewEdition(link=raw["link"])
    return NewEdition(file=cast.files[raw["file"]], text=raw["text"])


@dataclass(frozen=True)
class Shared(Scene):
    """A resource is added and looked through; `site` is the authority that shares it, or ""."""

    raw: Raw
    site: str
    is_nspcc: bool

    def play(self, cast: Cast) -> None:
        """Share it, or ask for approval."""
        raw = self.raw
        who = Reader(cast.people[self.by], frozenset(), self.is_nspcc)
        said = Details(
            title=raw["title"],
            about=raw["about"],
            kind=Kind(raw["kind"]),
            licence=Licence(raw["licence"]),
            stage=raw.get("stage", ""),
            implementation=raw.get("implementation", ""),
            audience=tuple(raw.get("audience", ())),
            tags=tuple(raw.get("tags", ())),
            credit=raw.get("credit", ""),
        )
        site_id = cast.site_id(self.site) if self.site else None
        number = service.begin(who, site_id, said, _edition(cast, raw))
        cast.resources[raw["title"]] = number
        service.share(number, who, _held(cast, raw["title"]).version)
        if raw.get("endorsed"):
            service.endorse(number, who.person_id, True)


@dataclass(frozen=True)
class Approved(Scene):
    """Whoever decides about it says yes."""

    title: str
    site: str

    def play(self, cast: Cast) -> None:
        """Approve."""
        it = _held(cast, self.title)
        leads = frozenset({cast.site_id(self.site)} if self.site else ())
        who = Reader(cast.people[self.by], leads, not self.site)
        service.decide(it.id, who, True, "", it.version)


@dataclass(frozen=True)
class Renewed(Scene):
    """A newer version by its owner of the NSPCC."""

    title: str
    raw: Raw

    def play(self, cast: Cast) -> None:
        """Add it and share it."""
        it, who = _held(cast, self.title), Reader(cast.people[self.by], frozenset(), True)
        new, changes = _edition(cast, self.raw), self.raw["changes"]
        service.add_edition(it.id, new, changes, who.person_id, it.version)
        service.share(it.id, who, _held(cast, self.title).version)


@dataclass(frozen=True)
class Taken(Scene):
    """Somebody downloads it, or follows its link."""

    title: str

    def play(self, cast: Cast) -> None:
        """Take the newest version."""
        newest = _held(cast, self.title).newest
        if newest is not None:
            service.take(newest.id, cast.people[self.by])


@dataclass(frozen=True)
class Gathered(Scene):
    """The NSPCC says what to start with."""

    raw: Raw

    def play(self, cast: Cast) -> None:
        """Keep the collection."""
        raw = self.raw
        items = tuple(cast.resources[title] for title in raw["items"])
        purpose, stage = raw["purpose"], raw.get("implementation", "")
        service.keep_collection(
            None, Collected(raw["title"], purpose, raw["audience"], stage, items)
        )


def sharing_scenes(raw: Raw, places: Sequence[Place], calendar: Calendar) -> Iterator[Scene]:
    """Every resource with what became of it, and the collections."""
    for one in raw["resources"]:
        yield from _one(one, places, calendar)
    for one in raw["collections"]:
        at = at_work(calendar.day(one["day"]), one["title"])
        yield Gathered(at, one["by"], one)


def _one(raw: Raw, places: Sequence[Place], calendar: Calendar) -> Iterator[Scene]:
    title, (by, site) = raw["title"], _who(raw["by"], places)
    waits = "approved" in raw or bool(site)
    yield Shared(at_work(calendar.day(raw["day"]), title), by, raw, site, not waits)
    shared = raw["day"]
    if "approved" in raw:
        shared = raw["approved"]
        decider = _lead_of(site, places, shared) if site else "lead"
        yield Approved(at_work(calendar.day(shared), title, "approved"), decider, title, site)
    yield from _takers(raw, title, shared, places, calendar)
    for newer in raw.get("versions", ()):
        at = at_work(calendar.day(newer["day"]), title, "renewed")
        yield Renewed(at, by, title, newer)
        yield from _takers(newer, title, newer["day"], places, calendar)


def _takers(
    raw: Raw, title: str, shared: int, places: Sequence[Place], calendar: Calendar
) -> Iterator[Scene]:
    """Those who take a version, one after the other."""
    for number, taker in enumerate(raw.get("taken", ()), start=2):
        who, _ = _who(taker, places)
        day = min(max(shared + 3 * number, FIRST_TAKEN + number), -1)
        yield Taken(at_work(calendar.day(day), title, taker), who, title)


def _who(named: str, places: Sequence[Place]) -> tuple[str, str]:
    """Somebody by the key of the cast, and their site: a key of people.yaml, or "Name, Site"."""
    name, _, site = named.partition(", ")
    if not site:
        return name, ""
    place = next(one for one in places if one.name == site)
    return address_of(place, place.person(name)), site


def _lead_of(site: str, places: Sequence[Place], day: int) -> str:
    """The strategic lead of a site on a day."""
    place = next(one for one in places if one.name == site)
    there = [one for one in place.people if one.role == "strategic" and one.here(day)]
    return address_of(place, there[0])
