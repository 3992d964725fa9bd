"""Scenes of groups and meetings: set up, held with minutes and decisions, planned ahead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from app.demo.story.people import address_of
from app.demo.story.reading import Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice, working_day
from app.meetings import queries, service
from app.meetings.queries import GroupRow, MeetingRow
from app.meetings.rules import Attendance, Kind, MemberRole, Outcome, Plan, Seat, Terms
from app.meetings.service import SiteName

ROOM, BEGINS, MINUTES = "Committee room 2", time(14, 0), 90
ON_AN_AGENDA = 2
WRITTEN_AFTER = timedelta(hours=20)  # minutes are entered the day after
BY_SEAT = {"sponsor": MemberRole.SPONSOR, "data-lead": MemberRole.MINUTES}
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class SetUp(Scene):
    """A group is set up; `members` are keys of the cast with what they do in it."""

    site: str
    terms: Terms
    members: Sequence[tuple[str, MemberRole]]
    partners: Sequence[Mapping[str, str]]

    def play(self, cast: Cast) -> None:
        """Set it up and give everybody their seat."""
        site_id = cast.site_id(self.site)
        number = service.set_up(site_id, self.terms)
        cast.groups[self.site, self.terms.kind] = number
        group = _group(cast, self.site, self.terms.kind)
        starts = self.terms.set_up_on
        for key, role in self.members:
            service.add_member(group, Seat(role, "", starts, person_id=cast.people[key]))
        for one in self.partners:
            service.add_member(
                group, Seat(MemberRole.MEMBER, one["organisation"], starts, name=one["name"])
            )


@dataclass(frozen=True)
class Held(Scene):
    """A meeting was held and is written up."""

    site: str
    kind: Kind
    on: date
    topics: Sequence[Raw]

    def play(self, cast: Cast) -> None:
        """Plan it for the day it was on, write its minutes, end it."""
        found = _planned(cast, self, _group(cast, self.site, self.kind), self.on)
        by = cast.people[self.by]
        for item, topic in zip(queries.items_at(found.id), self.topics, strict=False):
            outcome = Outcome.AGAIN if topic.get("again") else Outcome.DONE
            service.save_minutes(found, item, topic["text"], outcome, seen=item.version, by=by)
            if "decision" in topic:
                service.decide(found, item, topic["decision"], by)
        chance = dice(self.site, self.kind, self.on, "came")
        came = (Attendance.PRESENT, Attendance.PRESENT, Attendance.PRESENT, Attendance.APOLOGIES)
        people = queries.people_at(found.id)
        service.record_attendance(found, {one.id: chance.choice(came) for one in people})
        service.finish(found, found.version)


@dataclass(frozen=True)
class Ahead(Scene):
    """A meeting is planned; it lies ahead."""

    site: str
    kind: Kind
    on: date
    topics: Sequence[Raw]

    def play(self, cast: Cast) -> None:
        """Plan it: people are asked, calendars get it."""
        group = _group(cast, self.site, self.kind) if self.kind.is_group else None
        _planned(cast, self, group, self.on)


def _planned(cast: Cast, scene: Held | Ahead, group: GroupRow | None, on: date) -> MeetingRow:
    site = cast.sites[scene.site]
    name = SiteName(site.id, site.slug, site.name)
    items = [topic["title"] for topic in scene.topics]
    when = Plan(on, BEGINS, MINUTES, ROOM)
    number = service.plan(name, scene.kind, group, when, items, cast.people[scene.by])
    found = queries.meeting_of(site.id, number)
    if found is None:
        raise LookupError(f"{scene.site} has no meeting {number}.")
    return found


def _group(cast: Cast, site: str, kind: Kind) -> GroupRow:
    found = queries.group_of(cast.site_id(site), cast.groups[site, kind])
    if found is None:
        raise LookupError(f"{site} has no {kind.label}.")
    return found


def meeting_scenes(place: Place, calendar: Calendar, raw: Raw) -> Iterator[Scene]:
    """Every group of a site with its meetings, and the events that stand alone."""
    for group in raw["groups"]:
        if group["site"] == place.name:
            yield from _group_scenes(place, calendar, raw, group)
    for event in raw["events"]:
        if event["site"] == place.name:
            topics = [{"title": title} for title in event["items"]]
            moment = at_work(calendar.day(-6), place.name, event["kind"])
            on = calendar.day(event["day"])
            yield Ahead(moment, _by(place, -6), place.name, Kind(event["kind"]), on, topics)


def _group_scenes(place: Place, calendar: Calendar, raw: Raw, group: Raw) -> Iterator[Scene]:
    kind, talk = Kind(group["kind"]), raw["topics"][group["kind"]]
    begins = group["set_up"]
    here = [one for one in place.people if one.here(begins)]
    terms = Terms(kind=kind, quorum=2, set_up_on=calendar.day(begins), **raw["terms"][kind])
    members = [(address_of(place, one), _role(one.role, one.seat)) for one in here]
    partners = raw["partners"].get(place.name, ()) if kind is not Kind.PRACTICE else ()
    moment = at_work(calendar.day(begins + 1), place.name, kind, "set up")
    yield SetUp(moment, _by(place, begins), place.name, terms, members, partners)
    at = group["from"]
    for offset in range(group["first"], group["last"] + 1, group["every"]):
        on = calendar.day(offset)
        topics = [talk[(at + n) % len(talk)] for n in range(ON_AN_AGENDA)]
        at += ON_AN_AGENDA
        moment = min(at_work(on, place.name, kind, on) + WRITTEN_AFTER, calendar.end)
        yield Held(moment, _by(place, offset), place.name, kind, on, topics)
    if "next" in group:
        on = calendar.today + timedelta(days=group["next"])
        topics = [talk[at % len(talk)]]
        moment = at_work(calendar.day(-3), place.name, kind, "next")
        yield Ahead(moment, _by(place, -3), place.name, kind, working_day(on), topics)


def _role(role: str, seat: str) -> MemberRole:
    return MemberRole.CHAIR if role == "strategic" else BY_SEAT.get(seat, MemberRole.MEMBER)


def _by(place: Place, offset: int) -> str:
    speaker = place.speaker(offset)
    return address_of(place, speaker) if speaker else place.led_by(offset).lead
