"""Scenes of posts: who holds which, who is to leave, who handed over, who covers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.core import clock
from app.demo.story.people import address_of
from app.demo.story.reading import Colleague, Place, Raw
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.overview import service as overview
from app.sites import queries, service
from app.sites.queries import Chosen
from app.sites.rules.leavings import Access
from app.sites.rules.posts import Post
from app.sites.service import ArrangeCover, FillPost

OF_SEATS = {
    "sponsor": Post.SPONSOR,
    "strategic-lead": Post.STRATEGIC,
    "data-lead": Post.DATA,
    "trainer": Post.TRAINING,
}
"""The post of whoever rates in a role, where the story does not say otherwise."""


@dataclass(frozen=True)
class Filled(Scene):
    """Somebody takes a post; `key` is "" for somebody without an account, who has a name."""

    site: str
    post: Post
    key: str
    name: str = ""
    percent: int | None = None
    until: date | None = None

    def play(self, cast: Cast) -> None:
        """Fill it, from that day on."""
        person = cast.people[self.key] if self.key else None
        new = FillPost(self.post, clock.today(), person, self.name, "", self.percent, self.until)
        service.fill_post(cast.site_id(self.site), new)


@dataclass(frozen=True)
class Announced(Scene):
    """Somebody is to leave; `done` lets it be handed over at the same moment, to `follows`."""

    site: str
    key: str
    last_day: date
    note: str
    follows: str = ""

    def play(self, cast: Cast) -> None:
        """Announce it, and hand over where somebody follows."""
        site = cast.sites[self.site]
        by = cast.people[self.by]
        number = service.announce(site.id, cast.people[self.key], self.last_day, self.note, by)
        if self.follows:
            self._hand_over(cast, number)

    def _hand_over(self, cast: Cast, number: int) -> None:
        site, follower = cast.sites[self.site], Chosen(cast.people[self.follows])
        found = _leaving(site.id, number)
        held = queries.posts_of([site.id]).get(site.id, ())
        parts = {
            f"{service.POST}{row.post.value}": follower
            for row in held
            if row.person_id == found.person_id and row.term.holds(clock.today())
        }
        service.choose(found, parts, [service.POST])
        service.choose_access(_leaving(site.id, number), Access.UNTIL, self.last_day)
        overview.carry_out_leaving(site, _leaving(site.id, number), cast.people[self.by])


@dataclass(frozen=True)
class Covered(Scene):
    """Somebody stands in during leave."""

    absent: str
    cover: str
    first: date
    last: date
    note: str

    def play(self, cast: Cast) -> None:
        """Arrange it."""
        new = ArrangeCover(
            cast.people[self.absent], cast.people[self.cover], self.first, self.last, self.note
        )
        overview.arrange_cover(new, cast.people[self.by])


def _leaving(site_id: int, number: int) -> queries.LeavingRow:
    found = queries.leaving_of(site_id, number)
    if found is None:
        raise LookupError(f"There is no leaving with the number {number}.")
    return found


def post_scenes(place: Place, calendar: Calendar, raw: Raw) -> Iterator[Scene]:
    """Who holds which post of a site, and who is to leave; `raw` are its lines of posts.yaml."""
    named: Mapping[str, Sequence[Raw]] = raw.get("posts", {})
    for person in place.people:
        address = address_of(place, person)
        lines = named.get(person.name) or _usual(place, person)
        for line in lines:
            offset = line.get("day", person.joins)
            by = _by(place, offset)
            at = at_work(calendar.day(offset), address) + timedelta(minutes=2)
            yield _filled(at, by, place.name, address, line, calendar)
    for line in raw.get("others", ()):
        at = at_work(calendar.day(line["day"]), place.name, line["name"])
        found = _filled(at, _by(place, line["day"]), place.name, "", line, calendar)
        yield replace(found, name=line["name"])
    for line in raw.get("leaving", ()):
        yield _announced(place, calendar, line)


def cover_scenes(covers: Sequence[Raw], calendar: Calendar) -> Iterator[Scene]:
    """Who stands in for whom during leave."""
    for one in covers:
        at = at_work(calendar.day(one["arranged"]), one["absent"], "cover")
        first, last = calendar.day(one["first"]), calendar.day(one["last"])
        yield Covered(at, one["absent"], one["absent"], one["cover"], first, last, one["note"])


def _usual(place: Place, person: Colleague) -> list[Raw]:
    """The post that goes with the role in which somebody rates. A strategic lead of a site that
    has nobody else in that seat holds the post of strategic lead as well."""
    found: list[Raw] = []
    if person.seat in OF_SEATS:
        found.append({"post": OF_SEATS[person.seat].value})
    others = {one.seat for one in place.people if one is not person and one.role == "strategic"}
    if person.role == "strategic" and "strategic-lead" not in {person.seat, *others}:
        found.append({"post": Post.STRATEGIC.value})
    return found


def _filled(at: datetime, by: str, site: str, key: str, line: Raw, calendar: Calendar) -> Filled:
    until = calendar.day(line["until"]) if "until" in line else None
    post = Post(line["post"])
    return Filled(at, by, site, post, key, percent=line.get("percent"), until=until)


def _announced(place: Place, calendar: Calendar, line: Raw) -> Announced:
    key = address_of(place, place.person(line["who"]))
    follows = address_of(place, place.person(line["follows"])) if "follows" in line else ""
    at = at_work(calendar.day(line["day"]), place.name, "leaving")
    last = calendar.day(line["last_day"])
    return Announced(at, _by(place, line["day"]), place.name, key, last, line["note"], follows)


def _by(place: Place, offset: int) -> str:
    return place.led_by(offset).lead
