"""What happened in each pilot of a site, worked out from seeds/demo/pilots.yaml: who and when."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from app.demo.story.people import address_of
from app.demo.story.piloting import (
    ENTERED_BEFORE,
    Agreed,
    Counted,
    Decided,
    Ended,
    Learnt,
    Noted,
    Planned,
    Raw,
    Reviewed,
    RiskAdded,
    RolledOut,
)
from app.demo.story.reading import Place, load
from app.demo.story.scenes import Scene
from app.demo.story.timing import Calendar, at_work
from app.pilots.rules.months import due_on
from app.sites.rules.months import months_between


@cache
def _pilots() -> tuple[Raw, ...]:
    return tuple(load("pilots.yaml"))


def pilot_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Every pilot of one site, in order."""
    for raw in _pilots():
        if raw["site"] == place.name:
            yield from _Teller(place, raw, calendar).tell()


class _Teller:
    """Tells one pilot, from its plan to what followed from it."""

    def __init__(self, place: Place, raw: Raw, calendar: Calendar) -> None:
        self.place, self.raw, self.calendar = place, raw, calendar
        self.owner = address_of(place, place.person(raw["owner"]))

    def tell(self) -> Iterator[Scene]:
        """The scenes of the pilot."""
        raw = self.raw
        yield Planned(*self._of(raw["planned"], self.owner), self.owner)
        if "agreed" in raw:
            yield Agreed(*self._of(raw["agreed"], self._strategic(raw["agreed"])))
            yield Noted(*self._of(raw["agreed"] + 3, self._lead(raw["agreed"] + 3)))
        if "change" in raw:
            day = raw["change"]["day"]
            yield RiskAdded(*self._of(day, self._strategic(day)))
        if "counts" in raw:
            yield from self._counts()
        yield from self._log()
        if "ended" in raw:
            yield Ended(*self._of(raw["ended"], self.owner))
        yield from self._after()

    def _after(self) -> Iterator[Scene]:
        review, decision = self.raw.get("review", {}), self.raw.get("decision")
        for word in ("begun", "finished"):
            if word in review:
                yield Reviewed(*self._of(review[word], self.owner), word == "finished")
        if decision is not None:
            yield Decided(*self._of(decision["day"], self._strategic(decision["day"])))
        if "roll_out" in self.raw:
            day = self.raw["roll_out"]["planned"]
            yield RolledOut(*self._of(day, self._strategic(day)))

    def _counts(self) -> Iterator[Scene]:
        """Every month that is over, but for the last ones where they are missing."""
        raw, today = self.raw, self.calendar.today
        ends_on = self.calendar.day(raw.get("ended", raw["ends"]))
        months = months_between(self.calendar.day(raw["starts"]), ends_on)
        told = months[: len(months) - raw["missing"]] if "missing" in raw else months
        for place, month in enumerate(told):
            offset = (due_on(month) - ENTERED_BEFORE - today).days
            if "ended" in raw:  # the last month is entered before the review begins
                offset = min(offset, raw["ended"] + 3)
            if offset < 0:
                rows = raw["counts"]
                yield Counted(*self._of(offset, self.owner), month, tuple(rows[place % len(rows)]))

    def _log(self) -> Iterator[Scene]:
        for entry in self.raw.get("log", ()):
            by = address_of(self.place, self.place.person(entry["by"]))
            owner = entry.get("action", {}).get("owner", entry["by"])
            keeper = address_of(self.place, self.place.person(owner))
            yield Learnt(*self._of(entry["day"], by), entry, keeper)

    def _lead(self, offset: int) -> str:
        return self.place.led_by(offset).lead

    def _strategic(self, offset: int) -> str:
        speaker = self.place.speaker(offset)
        if speaker is None:
            raise LookupError(f"{self.place.name} has no strategic lead on day {offset}.")
        return address_of(self.place, speaker)

    def _of(self, offset: int, by: str) -> tuple[datetime, str, str, Raw, Calendar]:
        moment = at_work(self.calendar.day(offset), self.place.name, self.raw["name"], by)
        return moment, by, self.place.name, self.raw, self.calendar
