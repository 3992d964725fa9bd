"""Scenes of groups and meetings: set up, held with minutes and decisions, planned ahead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from app.demo.story.people import address_of
from app.demo.story.reading import Colleague, Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice, working_day
from app.meetings import queries, service
from app.meetings.queries import GroupRow, MeetingRow
from app.meetings.rules import Attendance, Kind, MemberRole, Outcome, Plan, Seat, Terms
from app.meetings.service import SiteName

ROOM, BEGINS, MINUTES = "Committee room 2", time(14, 0), 90
ON_AN_AGENDA = 2
NOBODY_MEETS = {(12, 25), (12, 26), (1, 1)}  # month, day
SEATED_AFTER = 4  # days after somebody came to the site
WRITTEN_AFTER = timedelta(hours=20)  # minutes are entered the day after
BY_SEAT = {"sponsor": MemberRole.SPONSOR, "data-lead": MemberRole.MINUTES}
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class SetUp(Scene):
    """A group is set up; `members` are keys of the cast, what they do in it, until when."""

    site: str
    terms: Terms
    members: Sequence[tuple[str, MemberRole, date | None]]
    partners: Sequence[Mapping[str, str]]

    def play(self, cast: Cast) -> None:
        """Set it up and give everybody their seat."""
        site_id = cast.site_id(self.site)
        number = service.set_up(site_id, self.terms)
        cast.groups[self.site, self.terms.kind] = number
        group = _group(cast, self.site, self.terms.kind)
        starts = self.terms.set_up_on
        for key, role, ends in self.members:
            service.add_member(group, Seat(role, "", starts, ends, cast.people[key]))
        for one in self.partners:
            service.add_member(
                group, Seat(MemberRole.MEMBER, one["organisation"], starts, name=one["name"])
            )


@dataclass(frozen=True)
class Seated(Scene):
    """Somebody who came later takes a seat in a group."""

    site: str
    kind: Kind
    key: str
    role: MemberRole
    starts: date
    ends: date | None

    def play(self, cast: Cast) -> None:
        """Give them their seat."""
        seat = Seat(self.role, "", self.starts, self.ends, cast.people[self.key])
        service.add_member(_group(cast, self.site, self.kind), seat)


@dataclass(frozen=True)
class Held(Scene):
    """A meeting was held and is written up."""

    site: str
    kind: Kind
    on: date
    topics: Sequence[Raw]

    def play(self, cast: Cast) -> None:
        """Plan it for the day it was on, write its minutes, end it; approve those of the last."""
        found = _planned(cast, self, _group(cast, self.site, self.kind), self.on)
        by = cast.people[self.by]
        for item, topic in zip(queries.items_at(found.id), self.topics, strict=False):
            outcome = Outcome.AGAIN if topic.get("again") else Outcome.DONE
            service.save_minutes(found, item, topic["text"], outcome, seen=item.version, by=by)
            if "decision" in topic:
                service.decide(found, item, topic["decision"], by)
        chance = dice(self.site, self.kind, self.on, "came")
        came = (Attendance.PRESENT, Attendance.PRESENT, Attendance.PRESENT, Attendance.APOLOGIES)
        there = {one.id: chance.choice(came) for one in queries.people_at(found.id)}
        there[min(there)] = Attendance.PRESENT  # without anybody there it was none
        service.record_attendance(found, there)
        service.finish(found, found.version)
        for last in queries.to_approve(found):
            service.approve(last, self.on, found, "", last.version)


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
    terms = Terms(kind=kind, quorum=2, set_up_on=calendar.day(begins), **raw["terms"][kind])
    members = [
        (address_of(place, one), _role(one.role, one.seat), _until(one, calendar))
        for one in place.people
        if one.here(begins)
    ]
    partners = raw["partners"].get(place.name, ()) if kind is not Kind.PRACTICE else ()
    moment = at_work(calendar.day(begins + 1), place.name, kind, "set up")
    yield SetUp(moment, _by(place, begins), place.name, terms, members, partners)
    yield from _newcomers(place, calendar, kind, begins)
    at = group["from"]
    for offset in range(group["first"], group["last"] + 1, group["every"]):
        on = _meeting_day(calendar.day(offset))
        topics = [talk[(at + n) % len(talk)] for n in range(ON_AN_AGENDA)]
        at += ON_AN_AGENDA
        moment = min(at_work(on, place.name, kind, on) + WRITTEN_AFTER, calendar.end)
        yield Held(moment, _by(place, offset), place.name, kind, on, topics)
    if "next" in group:
        on = calendar.today + timedelta(days=group["next"])
        topics = [talk[at % len(talk)]]
        moment = at_work(calendar.day(-3), place.name, kind, "next")
        yield Ahead(moment, _by(place, -3), place.name, kind, working_day(on), topics)


def _meeting_day(day: date) -> date:
    """The day itself, or the working day before it where everybody is at home."""
    while (day.month, day.day) in NOBODY_MEETS:
        day = working_day(day - timedelta(days=1), -1)
    return day


def _newcomers(place: Place, calendar: Calendar, kind: Kind, begins: int) -> Iterator[Scene]:
    """Those who came to the site after the group was set up sit in it a few days later."""
    for one in place.people:
        day = one.joins + SEATED_AFTER
        if one.joins > begins and day < 0 and one.here(day):
            key, role = address_of(place, one), _role(one.role, one.seat)
            moment = at_work(calendar.day(day), place.name, kind, key)
            starts, ends = calendar.day(day), _until(one, calendar)
            yield Seated(moment, _by(place, day), place.name, kind, key, role, starts, ends)


def _until(one: Colleague, calendar: Calendar) -> date | None:
    return None if one.leaves is None else calendar.day(one.leaves) - timedelta(days=1)


def _role(role: str, seat: str) -> MemberRole:
    return MemberRole.CHAIR if role == "strategic" else BY_SEAT.get(seat, MemberRole.MEMBER)


def _by(place: Place, offset: int) -> str:
    speaker = place.speaker(offset)
    return address_of(place, speaker) if speaker else place.led_by(offset).lead
