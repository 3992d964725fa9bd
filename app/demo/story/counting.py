"""Use counts and quarterly returns of the story: who enters what, and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.demo.story.people import address_of
from app.demo.story.reading import Place, load
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice
from app.journey.rules.case_types import CaseType
from app.measures.queries import returns as queries
from app.measures.queries import use as use_queries
from app.measures.rules.checking import unusual
from app.measures.rules.figures import ALL, RPF, STAGES
from app.measures.rules.use import MonthSaid, due_months
from app.measures.service import returns, use
from app.measures.service.returns import Statement
from app.sites.rules.months import first_of, next_month, next_quarter, quarter_of

Raw = Mapping[str, Any]
SHARES = (1.0, 0.85, 0.7, 0.55, 0.45)  # of cases that come to each stage
CHECKED = "Checked with the team managers; the number is right."


@dataclass(frozen=True)
class Counted(Scene):
    """The count of a month is entered, or corrected."""

    site: str
    month: date
    said: MonthSaid
    seen: int = 0
    reason: str = ""

    def play(self, cast: Cast) -> None:
        """Enter it."""
        site = cast.site_id(self.site)
        use.enter_month(site, self.month, self.said, self.seen, self.reason)


@dataclass(frozen=True)
class HandedIn(Scene):
    """A return is handed in; its cases are those of the months."""

    site: str
    quarter: date
    looked_after: int

    def play(self, cast: Cast) -> None:
        """Hand it in, with a word on what is unusual."""
        site = cast.site_id(self.site)
        figures = self._figures(site)
        asks = unusual(figures, queries.earlier_than(site, self.quarter))
        said = Statement({one.key: CHECKED for one in asks}, "Report of the case system")
        returns.submit(site, self.quarter, figures, said, 0)

    def _figures(self, site: int) -> dict[str, dict[str, int]]:
        chance = dice("return", self.site, self.quarter)
        started = self.looked_after + chance.randint(-3, 3)
        ceased = started - chance.randint(2, 6)
        home = round(ceased * 0.3)
        planned = round(home * 0.7)
        ended = chance.randint(6, 11)
        whole = {
            "started_care": started,
            "ceased_care": ceased,
            "exit_home_planned": planned,
            "exit_home_unplanned": home - planned,
            "exit_home_unknown": 0,
            "p1_started": chance.randint(1, 4),
            "reentry_d_6": ended,
            "reentry_n_6": chance.randint(0, 1),
            "reentry_d_12": ended + 1,
            "reentry_n_12": chance.randint(1, 2),
            "eligible_n": 3 * chance.randint(9, 12),
        }
        return {ALL: whole, RPF: self._with_framework(site)}

    def _with_framework(self, site: int) -> dict[str, int]:
        """What became of the cases up to the end of the quarter, less what was said before."""
        before = use_queries.cases_by_month([site], date(1990, 1, 1), self.quarter)
        months = before.get(site, {})
        last = next_quarter(self.quarter) - timedelta(days=1)
        now = use_queries.cases_by_month([site], self.quarter, last).get(site, {})
        earlier = sum(one.cases for month, one in months.items() if month < self.quarter)
        ever = earlier + sum(one.cases for one in now.values())
        found = {
            one.key: int(ever * share) - int(earlier * share)
            for one, share in zip(STAGES, SHARES, strict=True)
        }
        reached = found["rpf_stage2"]
        high = reached // 3
        return found | {
            "rc1_severe": 0,
            "rc1_high": high,
            "rc1_medium": reached - high,
            "rc1_low": 0,
            "decision_proceed": found["rpf_stage3"],
            "decision_not_now": min(reached - found["rpf_stage3"], 1) if reached else 0,
        }


@dataclass(frozen=True)
class Signed(Scene):
    """The strategic lead signs a return off."""

    site: str
    quarter: date

    def play(self, cast: Cast) -> None:
        """Sign it."""
        site = cast.site_id(self.site)
        returns.sign(site, queries.versions_of(site, self.quarter)[0].id)


def counting_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Everything a site counted."""
    for raw in _measures():
        if raw["site"] == place.name:
            yield from _Teller(place, raw, calendar).tell()


@cache
def _measures() -> tuple[Raw, ...]:
    return tuple(load("measures.yaml"))


class _Teller:
    """Tells what one site counted, from its training on."""

    def __init__(self, place: Place, raw: Raw, calendar: Calendar) -> None:
        self.place, self.raw, self.calendar = place, raw, calendar
        self.training = calendar.day(place.training)

    def tell(self) -> Iterator[Scene]:
        """The scenes of counts and returns."""
        yield from self._use()
        yield from self._returns()

    def _use(self) -> Iterator[Scene]:
        for place, month in enumerate(due_months(self.training, self.calendar.today)):
            ends_on = next_month(month) - timedelta(days=1)
            phase = self._phase(self.raw["use"], ends_on)
            offset = self._offset(ends_on) + phase.get("days", 0) if phase else 0
            by = self._who(offset)
            if phase is None or offset >= 0 or by is None:
                continue
            said = _said(phase, place)
            yield Counted(self._at(offset, by, month), by, self.place.name, month, said)
            yield from self._corrected(month, offset, by, said)

    def _corrected(self, month: date, offset: int, by: str, said: MonthSaid) -> Iterator[Scene]:
        fixed = self.raw.get("corrected")
        if not fixed or first_of(self.calendar.day(fixed["in_month_of"])) != month:
            return
        more = MonthSaid(
            (said.cases or 0) + fixed["cases"], said.types, said.eligible, said.none_because
        )
        at = self._at(offset + 20, by, month)
        yield Counted(at, by, self.place.name, month, more, 1, fixed["reason"])

    def _returns(self) -> Iterator[Scene]:
        quarter = next_quarter(quarter_of(self.training))
        while (after := next_quarter(quarter)) <= self.calendar.today:
            ends_on = after - timedelta(days=1)
            phase = self._phase(self.raw["returns"], ends_on)
            if phase is not None:
                yield from self._return(quarter, phase, self._offset(ends_on) + phase["days"])
            quarter = after

    def _return(self, quarter: date, phase: Raw, offset: int) -> Iterator[Scene]:
        by, signs = self._who(offset), self._strategic(offset + phase.get("signed", 0))
        if by is None or offset >= 0:
            return
        at = self._at(offset, by, quarter)
        yield HandedIn(at, by, self.place.name, quarter, phase["looked_after"])
        days = offset + phase.get("signed", 0)
        if "signed" in phase and days < 0 and signs is not None:
            yield Signed(self._at(days, signs, quarter), signs, self.place.name, quarter)

    def _phase(self, phases: Sequence[Raw], ends_on: date) -> Raw | None:
        """The phase that holds for a span that ends on a day."""
        offset = self._offset(ends_on)
        for phase in phases:
            if offset <= phase["until"]:
                return phase if offset > phase.get("after", offset - 1) else None
        return None

    def _offset(self, on: date) -> int:
        return (on - self.calendar.today).days

    def _who(self, offset: int) -> str | None:
        """The data lead of that day, else the strategic lead."""
        for one in self.place.people:
            if one.seat == "data-lead" and one.here(offset):
                return address_of(self.place, one)
        return self._strategic(offset)

    def _strategic(self, offset: int) -> str | None:
        speaker = self.place.speaker(offset)
        return None if speaker is None else address_of(self.place, speaker)

    def _at(self, offset: int, by: str, what: date) -> Any:
        return at_work(self.calendar.day(offset), "counted", self.place.name, by, what)


def _said(phase: Raw, place: int) -> MonthSaid:
    """What a phase says of its month with this place."""
    cases = phase["cases"][place % len(phase["cases"])]
    types: dict[CaseType, int | None] = dict.fromkeys(CaseType)
    if cases:
        outside = min(cases, phase.get("outside", 0))
        if outside:
            types[CaseType.OUTSIDE] = outside
        for number in range(cases - outside):
            one = CaseType(phase["types"][(place + number) % len(phase["types"])])
            types[one] = (types[one] or 0) + 1
    because = "" if cases else phase.get("none", "not-suitable")
    return MonthSaid(cases, types, phase.get("eligible"), because)
