"""Scenes of check-in calls: booked one after the other by the programme's cadence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.checkins import service as checkins
from app.checkins.models import CheckInCall
from app.checkins.queries import first_cadence
from app.checkins.rules import Booking, Channel, propose_next_call
from app.core.db import session
from app.demo.story.reading import Changed, Place
from app.demo.story.recording import recorded_scenes, stage_on
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, call_time, dice, working_day

FIRST_AFTER = 6  # days from the beginning of a site to its first call


@dataclass(frozen=True)
class Booked(Scene):
    """A call is booked."""

    site: str
    number: int
    booking: Booking

    def play(self, cast: Cast) -> None:
        """Book it with the people the site has on that day."""
        call = checkins.book(cast.sites[self.site], self.booking, cast.people[self.by])
        cast.calls[self.site, self.number] = call.id


@dataclass(frozen=True)
class CallChanged(Scene):
    """A call is moved, or cancelled when there is no new booking."""

    site: str
    number: int
    booking: Booking | None
    reason: str

    def play(self, cast: Cast) -> None:
        """Move or cancel it."""
        site, call_id = cast.sites[self.site], cast.calls[self.site, self.number]
        version = session().get_one(CheckInCall, call_id).version
        if self.booking is None:
            checkins.cancel(site, call_id, reason=self.reason, version=version)
        else:
            checkins.move(site, call_id, self.booking, reason=self.reason, version=version)


def call_scenes(
    place: Place, calendar: Calendar, agendas: Sequence[str], said: Mapping[str, Any]
) -> Iterator[Scene]:
    """Every call of one site, from its beginning to the next one ahead, and what was said in it."""
    days = _days(place, calendar)
    nearest = {
        min(range(len(days)), key=lambda n: abs(days[n] - calendar.day(one.near))): one
        for one in (*place.calls.moved, *place.calls.cancelled)
    }
    booked_on = calendar.day(place.added + 3)
    held: dict[int, Booking] = {}
    for number, on in enumerate(days):
        lead = place.led_by((booked_on - calendar.today).days).lead
        booking = _booking(place, on, agendas)
        moment = at_work(booked_on, place.name, "booked", number)
        yield Booked(moment, lead, place.name, number, booking)
        held[number] = booking
        if number in nearest:
            scene = _changed(place, number, booking, nearest[number], booked_on)
            yield scene
            held[number] = scene.booking or booking
            if scene.booking is None:
                del held[number]
        booked_on = on
    yield from recorded_scenes(place, calendar, held, said)


def _changed(
    place: Place, number: int, booking: Booking, changed: Changed, booked_on: date
) -> CallChanged:
    on = max(booking.on - timedelta(days=2), booked_on + timedelta(days=1))
    moment = at_work(on, place.name, "changed", number)
    lead = place.led_by(changed.near).lead
    later = working_day(booking.on + timedelta(days=changed.by))
    new = replace(booking, on=later) if changed.by else None
    return CallChanged(moment, lead, place.name, number, new, changed.reason)


def _booking(place: Place, on: date, agendas: Sequence[str]) -> Booking:
    chance = dice(place.name, on)
    if chance.random() < 0.75:
        room = "".join(chance.choices("bcdfghjkmnpqrstvwxz", k=9))
        channel, where = Channel.VIDEO, f"https://meet.example/{room}"
    else:
        channel, where = (
            Channel.PHONE,
            f"01632 960{chance.randint(100, 999)}",
        )  # Ofcom keeps these for drama
    at, agenda = call_time(on, place.name), chance.choice(list(agendas))
    return Booking(on, at, chance.choice((30, 45, 45, 60)), channel, where, agenda)


def _days(place: Place, calendar: Calendar) -> list[date]:
    """The days of its calls; the last lies ahead, where a next call is wanted."""
    last = calendar.today + timedelta(days=place.calls.until or 0)
    found, on = [], calendar.day(place.added + FIRST_AFTER)
    while on < last:
        if not _is_silent(place, calendar, on):
            found.append(on)
        on = propose_next_call(first_cadence(), stage_on(place, calendar, on), on, last_on=on).on
    if place.calls.next is not None:
        found.append(calendar.day(place.calls.next))
    return found


def _is_silent(place: Place, calendar: Calendar, on: date) -> bool:
    offset = (on - calendar.today).days
    return any(start <= offset < end for start, end in place.calls.silent)
