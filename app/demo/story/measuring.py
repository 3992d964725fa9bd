"""Agreed measures and pulse surveys of the story: who agrees, enters and answers, and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from app.core import clock
from app.demo.story.people import address_of
from app.demo.story.reading import Place, load
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice
from app.journey.rules.outcomes import BY_CODE, Sort
from app.measures.queries.pulses import questions
from app.measures.rules.agreed import Measure, Value
from app.measures.rules.periods import Every, asked_for, due_on
from app.measures.service import agreed, pulses

Raw = Mapping[str, Any]
SOURCE = "Report of the case system"
OPEN_FOR = 14  # days


@dataclass(frozen=True)
class Chosen(Scene):
    """A measure is chosen for a site."""

    site: str
    measure: Measure

    def play(self, cast: Cast) -> None:
        """Add it."""
        number = agreed.add_measure(cast.site_id(self.site), self.measure)
        cast.measures[self.site, self.measure.code] = number


@dataclass(frozen=True)
class AgreedTo(Scene):
    """One side agrees to it."""

    site: str
    code: str
    for_nspcc: bool

    def play(self, cast: Cast) -> None:
        """Agree."""
        number = cast.measures[self.site, self.code]
        agreed.agree(cast.site_id(self.site), number, 1, for_nspcc=self.for_nspcc)


@dataclass(frozen=True)
class Valued(Scene):
    """The value of a period is entered."""

    site: str
    code: str
    period: date
    value: Value

    def play(self, cast: Cast) -> None:
        """Enter it."""
        number = cast.measures[self.site, self.code]
        agreed.enter_value(cast.site_id(self.site), number, self.period, self.value, 0)


@dataclass(frozen=True)
class PulseOpened(Scene):
    """A pulse is opened for two weeks."""

    site: str
    day: int
    closes_on: date
    asked: int

    def play(self, cast: Cast) -> None:
        """Open it."""
        token = pulses.open_pulse(cast.site_id(self.site), self.closes_on, self.asked)
        cast.pulses[self.site, self.day] = token


@dataclass(frozen=True)
class PulseAnswered(Scene):
    """Somebody answers it, nobody knows who."""

    site: str
    day: int
    points: Mapping[str, int]

    def play(self, cast: Cast) -> None:
        """Answer."""
        pulses.answer(cast.pulses[self.site, self.day], self.points)


def measuring_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Everything a site agreed on and asked its practitioners."""
    for raw in _agreed():
        if raw["site"] == place.name:
            for one in raw["measures"]:
                yield from _measure(place, one, calendar)
            for one in raw["pulses"]:
                yield from _pulse(place, one, calendar)


@cache
def _agreed() -> tuple[Raw, ...]:
    return tuple(load("agreed.yaml"))


def _measure(place: Place, raw: Raw, calendar: Calendar) -> Iterator[Scene]:
    by, code, day = _speaker(place, raw["added"]), raw["code"], raw["added"]
    lead = place.led_by(day + 6).lead
    yield Chosen(_at(place, calendar, day, by, code), by, place.name, _said(raw, calendar))
    yield AgreedTo(_at(place, calendar, day + 3, by, code), by, place.name, code, False)
    agreed_at = _at(place, calendar, day + 6, lead, code)
    yield AgreedTo(agreed_at, lead, place.name, code, True)
    every, until = Every(raw["every"]), calendar.day(raw["until"])
    is_counted = BY_CODE[code].sort is Sort.COUNT
    agreed_on = clock.in_london(agreed_at).date()
    for number, period in enumerate(asked_for(every, agreed_on, until)):
        days = (due_on(every, period) - calendar.today).days - 5
        if days >= 0 or place.speaker(days) is None:
            continue
        n = None if is_counted else raw["of"] + dice("value", code, period).randint(-4, 4)
        value = Value(float(raw["values"][number % len(raw["values"])]), n)
        who = _speaker(place, days)
        at = _at(place, calendar, days, who, code, period)
        yield Valued(at, who, place.name, code, period, value)


def _said(raw: Raw, calendar: Calendar) -> Measure:
    baseline_on = calendar.day(raw["added"] - 30)
    return Measure(
        *(raw["code"], "", "", "", "", "", "", raw["every"]),
        owner_role=raw["role"],
        baseline=float(raw["baseline"]),
        baseline_n=raw.get("of"),
        baseline_on=baseline_on,
        baseline_source=SOURCE,
        target=float(raw["target"]),
        target_on=calendar.day(raw["by"]),
    )


def _pulse(place: Place, raw: Raw, calendar: Calendar) -> Iterator[Scene]:
    by, day = _speaker(place, raw["day"]), raw["day"]
    closes_on = calendar.day(day + OPEN_FOR)
    yield PulseOpened(
        _at(place, calendar, day, by, "pulse"), by, place.name, day, closes_on, raw["asked"]
    )
    for number in range(raw["answers"]):
        chance = dice("pulse", place.name, day, number)
        points = {
            one.id: min(5, max(1, usual + chance.choice((-1, 0, 0, 1))))
            for one, usual in zip(questions().each, raw["points"], strict=True)
        }
        at = _at(place, calendar, day + 3 + number % 8, "", "answer", number)
        yield PulseAnswered(at, "", place.name, day, points)


def _speaker(place: Place, offset: int) -> str:
    """The strategic lead of a day; the story has one where it tells of measures."""
    speaker = place.speaker(offset)
    if speaker is None:
        raise LookupError(f"{place.name} has no strategic lead on day {offset}.")
    return address_of(place, speaker)


def _at(place: Place, calendar: Calendar, offset: int, *words: object) -> datetime:
    return at_work(calendar.day(offset), "measured", place.name, *words)
