"""Scenes of what is agreed about calls: hours, levels, free days, times that wait to be picked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from app.checkins import queries, service
from app.checkins.rules import Desk, Hours, slots, spread
from app.checkins.rules.slots import WEEKDAYS
from app.checkins.service import NewOffer
from app.core import clock
from app.demo.story.reading import Place, Raw
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.indicators.rules.answering import Overridden
from app.indicators.service import set_by_hand
from app.sites.rules.levels import Level

LAST_MOMENT = timedelta(minutes=3)  # after what else happened then


@dataclass(frozen=True)
class HoursKept(Scene):
    """Somebody of the NSPCC keeps when they take calls."""

    desk: Desk

    def play(self, cast: Cast) -> None:
        """Keep them."""
        lunch = self.desk.hours.lunch or (None, None)
        service.keep_hours(cast.people[self.by], self.desk, lunch)


@dataclass(frozen=True)
class LevelSet(Scene):
    """The lead sets the early-warning level of a site by hand, until a day."""

    site: str
    level: Level
    why: str
    until: date

    def play(self, cast: Cast) -> None:
        """Set it."""
        site_id, by = cast.site_id(self.site), cast.people[self.by]
        set_by_hand(site_id, Overridden.LEVEL, self.level.value, self.why, self.until, by)


@dataclass(frozen=True)
class RhythmAgreed(Scene):
    """A site and the NSPCC agree on so many days between calls."""

    site: str
    days: int
    until: date
    why: str

    def play(self, cast: Cast) -> None:
        """Agree on it."""
        by = cast.people[self.by]
        service.agree_cadence(cast.site_id(self.site), self.days, self.until, self.why, by)


@dataclass(frozen=True)
class DaysKeptFree(Scene):
    """Days without calls, at a site or ("") everywhere."""

    site: str
    first: date
    last: date
    why: str

    def play(self, cast: Cast) -> None:
        """Keep them free."""
        site_id = cast.site_id(self.site) if self.site else None
        service.add_blackout(site_id, self.first, self.last, self.why, cast.people[self.by])


@dataclass(frozen=True)
class TimesOffered(Scene):
    """Three times from the lead's hours wait for somebody of the site to pick one."""

    site: str
    agenda: str

    def play(self, cast: Cast) -> None:
        """Offer them."""
        lead = cast.people[self.by]
        desk, first = queries.desk_of(lead), clock.today() + timedelta(days=4)
        last = first + timedelta(days=9)
        busy = queries.busy_times(lead, first, last)
        found = slots(desk.hours, first, last, now=clock.now(), busy=busy)
        times = tuple(spread(found, 1, 3))
        new = NewOffer(lead, times, desk.hours.minutes, desk.link, desk.phone, self.agenda)
        service.offer_times(cast.sites[self.site], new, lead)


def agreeing_scenes(raw: Raw, places: Sequence[Place], calendar: Calendar) -> Iterator[Scene]:
    """All of them; `raw` is calling.yaml."""
    led = {place.name: place for place in places}
    for one in raw["hours"]:
        at = at_work(calendar.day(one["set"]), one["who"], "hours")
        yield HoursKept(at, one["who"], _desk(one))
    for one in raw["levels"]:
        at = at_work(calendar.day(one["day"]), one["site"], "level")
        by = led[one["site"]].led_by(one["day"]).lead
        until = calendar.day(one["until"])
        yield LevelSet(at, by, one["site"], Level(one["level"]), one["why"], until)
    for one in raw["agreed"]:
        at = at_work(calendar.day(one["day"]), one["site"], "agreed")
        by, until = led[one["site"]].led_by(one["day"]).lead, calendar.day(one["until"])
        yield RhythmAgreed(at, by, one["site"], one["days"], until, one["why"])
    for one in raw["free_days"]:
        at = at_work(calendar.day(one["day"]), one["site"], "free")
        by = led[one["site"]].led_by(one["day"]).lead if one["site"] else "admin"
        first, last = calendar.day(one["first"]), calendar.day(one["last"])
        yield DaysKeptFree(at, by, one["site"], first, last, one["why"])
    for one in raw["offers"]:
        at = at_work(calendar.day(one["day"]), one["site"], "times") + LAST_MOMENT
        by = led[one["site"]].led_by(one["day"]).lead
        yield TimesOffered(at, by, one["site"], one["agenda"])


def _desk(raw: Raw) -> Desk:
    week = {WEEKDAYS.index(name): _span(span) for name, span in raw["week"].items()}
    lunch = _span(raw["lunch"]) if "lunch" in raw else None
    return Desk(Hours(week, lunch, raw["minutes"], raw["buffer"]), raw["link"], raw["phone"])


def _span(raw: Sequence[str]) -> tuple[time, time]:
    return time.fromisoformat(raw[0]), time.fromisoformat(raw[1])
