"""Training in the story: registers, sessions, licences; who took the assessment and passed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.core.tables import Row, Table
from app.demo.story.people import address_of
from app.demo.story.reading import Colleague, Place
from app.demo.story.scenes import Cast, Scene
from app.demo.story.taking import PAUSE, Assessed, Invited
from app.demo.story.timing import Calendar, at_work, dice, working_day
from app.demo.story.training_plots import LicencePlot, plot_of
from app.training.queries import importing, sessions
from app.training.queries.trainers import all_of_site
from app.training.rules.importing import COLUMNS
from app.training.rules.register import Course, StaffRole, TeamPlan
from app.training.rules.sessions import NewSession
from app.training.service import register, trainers
from app.training.service import sessions as service
from app.training.service.importing import import_register

ENTERED_AFTER = 10  # days after which training for trainers is entered: its milestone is done then
TOLD_BEFORE = 20  # days before a session on which it is planned
Line = tuple[str, str, str, date | None, date | None]


@dataclass(frozen=True)
class TeamsEntered(Scene):
    """The strategic lead enters the teams and how many are to be trained."""

    site: str
    teams: Sequence[tuple[str, int, int]]

    def play(self, cast: Cast) -> None:
        """Add them."""
        for name, practitioners, managers in self.teams:
            register.add_team(cast.site_id(self.site), TeamPlan(name, practitioners, managers))


@dataclass(frozen=True)
class RegisterImported(Scene):
    """A register file is brought along: people, starters, last days of leavers."""

    site: str
    lines: Sequence[Line]

    def play(self, cast: Cast) -> None:
        """Import it as a whole, as the browser does."""
        rows = [
            Row(number, dict(zip(COLUMNS, map(_text, (*line, None)), strict=True)))
            for number, line in enumerate(self.lines, start=2)
        ]
        table, site_id = Table(COLUMNS, tuple(rows)), cast.site_id(self.site)
        import_register(site_id, table, importing.comparison(site_id, table).fingerprint)


@dataclass(frozen=True)
class TrainersAdded(Scene):
    """The NSPCC adds the trainers and enters the training for trainers that was held."""

    site: str
    people: Mapping[str, str]
    on: date

    def play(self, cast: Cast) -> None:
        """Add them, plan the session, say that all of them came."""
        site_id = cast.site_id(self.site)
        numbers = tuple(
            trainers.add_trainer(site_id, name, address) for name, address in self.people.items()
        )
        held = NewSession(Course.TRAINERS.value, self.on, "NSPCC training centre", 12, numbers)
        session_id = service.plan_session(site_id, held, for_trainers=True)
        service.record_attendance(site_id, session_id, numbers)


@dataclass(frozen=True)
class Licensed(Scene):
    """A licence is issued or renewed."""

    site: str
    plot: LicencePlot
    issued_on: date

    def play(self, cast: Cast) -> None:
        """Enter it."""
        last = self.issued_on + timedelta(days=self.plot.days)
        number = _trainer(cast, self.site, self.plot.name)
        trainers.issue_licence(cast.site_id(self.site), number, self.issued_on, last)


@dataclass(frozen=True)
class LicenceWithdrawn(Scene):
    """A licence is withdrawn."""

    site: str
    plot: LicencePlot

    def play(self, cast: Cast) -> None:
        """Withdraw it, with the reason."""
        number = _trainer(cast, self.site, self.plot.name)
        trainers.withdraw_licence(cast.site_id(self.site), number, self.plot.why)


@dataclass(frozen=True)
class Taught(Scene):
    """A session of the authority: planned, filled and, unless it is ahead, held."""

    site: str
    on: date
    people: Sequence[str]
    held: bool = True

    def play(self, cast: Cast) -> None:
        """Enter it with its places and who came, or plan it where it lies ahead."""
        site_id = cast.site_id(self.site)
        teachers = tuple(one.id for one in all_of_site(site_id))
        new = NewSession(Course.FRAMEWORK.value, self.on, "Town hall", 16, teachers, True)
        session_id = service.plan_session(site_id, new, for_trainers=False)
        numbers = {one.name: one.id for one in sessions.who_can_come(site_id, self.on)}
        here = [numbers[name] for name in self.people if name in numbers][: new.places]
        service.give_places(site_id, session_id, here)
        if self.held:
            missing = dice(self.site, self.on, "away").randrange(2)
            service.record_attendance(site_id, session_id, here[: len(here) - missing])


def training_scenes(place: Place, calendar: Calendar, raw: Mapping[str, Any]) -> Iterator[Scene]:
    """The training of one site; nothing where the file says nothing of it."""
    if place.name in raw["sites"]:
        yield from _Teller(place, calendar, raw).tell()


class _Teller:
    """Tells the training of one site."""

    def __init__(self, place: Place, calendar: Calendar, raw: Mapping[str, Any]) -> None:
        self.place, self.calendar = place, calendar
        self.plot = plot_of(raw["sites"][place.name])
        self.chance = dice(place.name, "register")
        self.names = _names(raw, place, self.chance)
        self.begins = min(place.training - 14, -8)
        if self.plot.in_house:
            self.begins = min(self.begins, min(self.plot.in_house) - TOLD_BEFORE - 10)
        many, came = self.plot.starters or (0, 0)
        self.starters = [next(self.names) for _ in range(many)]
        # the session they come to: the first after they started, none where there was none
        self.joins = sum(offset <= came + TOLD_BEFORE for offset in self.plot.in_house)

    def tell(self) -> Iterator[Scene]:
        """Every scene of it."""
        staff = self._staff()
        yield TeamsEntered(
            self._at(self.begins, "teams"), self._by(self.begins), *self._what(self.plot.teams)
        )
        yield RegisterImported(  # three days on, because two may fall on the Friday of the teams
            self._at(self.begins + 3, "register"), self._by(self.begins), *self._what(staff)
        )
        yield from self._trainers()
        yield from self._sessions([line[0] for line in staff])
        yield from self._turnover(staff)
        for name, offset in self.plot.invited.items():
            who = address_of(self.place, self.place.person(name))
            yield Invited(self._at(offset, name), self._by(offset), self.place.name, who)

    def _what(self, what: Any) -> tuple[str, Any]:
        return self.place.name, what

    def _staff(self) -> list[Line]:
        """Those on the register at the beginning: the intended posts but for one in ten."""
        found: list[Line] = []
        members = [one for one in self.place.people if self._is_taught(one)]
        for team, practitioners, managers in self.plot.teams:
            posts = [StaffRole.MANAGER] * managers
            posts += [StaffRole.PRACTITIONER] * (practitioners - self.chance.randrange(2))
            for role in posts:
                name = members.pop().name if members else next(self.names)
                found.append((name, team, role.value, None, None))
        return found

    def _is_taught(self, one: Colleague) -> bool:
        return one.joins < self.begins and one.leaves is None

    def _trainers(self) -> Iterator[Scene]:
        people = {one.name: self._address(one.name) for one in self.plot.licences}
        if not people:
            return
        held = working_day(self.calendar.day(self.place.training), -1)
        day = self.place.training + ENTERED_AFTER
        yield TrainersAdded(self._at(day, "trainers"), self._lead(day), *self._what(people), held)
        for one in self.plot.licences:
            entered = max(one.issued, day + 1)
            issued_on = self.calendar.day(one.issued)
            yield Licensed(
                self._at(entered, one.name), self._lead(entered), *self._what(one), issued_on
            )
            if one.withdrawn is not None:
                moment = self._at(one.withdrawn, one.name, "withdrawn")
                yield LicenceWithdrawn(moment, self._lead(one.withdrawn), *self._what(one))

    def _sessions(self, people: Sequence[str]) -> Iterator[Scene]:
        days = self.plot.in_house
        for number, offset in enumerate(days):
            on, mine = self._day(offset), [*people[number :: len(days)]]
            if self.starters and self.joins == number:
                mine += self.starters
            yield Taught(self._at_day(on, "taught"), self._by(offset), self.place.name, on, mine)
            for who in self.place.people:
                if who.name in mine and who.here(offset):
                    moment = self._at_day(on + timedelta(days=4), who.name)
                    taker = (address_of(self.place, who), self.place.name)
                    yield Assessed(moment, *taker)
                    if moment + PAUSE < self.calendar.end:
                        yield Assessed(moment + PAUSE, *taker, again=True)
        if self.plot.planned is not None:
            on = self._day(self.plot.planned)
            moment = self._at(-6, "planned")
            starters = [next(self.names) for _ in range(6)]
            yield RegisterImported(
                self._at(-7, "new"), self._by(-7), *self._what(self._new(starters, -20))
            )
            yield Taught(moment, self._by(-6), self.place.name, on, starters, held=False)

    def _turnover(self, staff: Sequence[Line]) -> Iterator[Scene]:
        """Those who leave are entered in two batches; starters come with the second."""
        lines: list[Line] = []
        if self.plot.leavers:
            many, since, until = self.plot.leavers
            members = {one.name for one in self.place.people}
            going = [line for line in staff if line[0] not in members]
            for name, team, role, started, _ in self.chance.sample(going, many):
                left = self.calendar.day(self.chance.randint(since, until))
                lines.append((name, team, role, started, left))
            half = len(lines) // 2
            last = min(until + 3, -2)
            yield self._entered((since + until) // 2, sorted(lines, key=_left)[:half])
            yield self._entered(last, lines)
        if self.plot.starters:
            offset = self.plot.starters[1]
            yield self._entered(offset, self._new(self.starters, offset))

    def _entered(self, offset: int, lines: Sequence[Line]) -> Scene:
        moment = self._at(offset, "entered", len(lines))
        return RegisterImported(moment, self._by(offset), *self._what(lines))

    def _new(self, names: Sequence[str], offset: int) -> list[Line]:
        teams = [team for team, _, _ in self.plot.teams]
        started = self.calendar.day(offset)
        return [
            (name, teams[number % len(teams)], StaffRole.PRACTITIONER.value, started, None)
            for number, name in enumerate(names)
        ]

    def _address(self, name: str) -> str:
        for one in self.place.people:
            if one.name == name:
                return address_of(self.place, one)
        host = self.place.name.lower().replace(" ", "-")
        return f"{name.lower().replace(' ', '.')}@{host}.example"

    def _day(self, offset: int) -> date:
        return working_day(self.calendar.day(offset), 1)

    def _at(self, offset: int, *what: object) -> Any:
        return self._at_day(self.calendar.day(offset), *what)

    def _at_day(self, day: date, *what: object) -> Any:
        return at_work(day, self.place.name, "training", *what)

    def _lead(self, offset: int) -> str:
        return self.place.led_by(offset).lead

    def _by(self, offset: int) -> str:
        speaker = self.place.speaker(offset)
        return address_of(self.place, speaker) if speaker else self._lead(offset)


def _names(raw: Mapping[str, Any], place: Place, chance: Any) -> Iterator[str]:
    """Names of colleagues, none twice and none of somebody who signs in."""
    taken = {one.name for one in place.people}
    every = [f"{first} {last}" for first in raw["first_names"] for last in raw["last_names"]]
    return iter([name for name in chance.sample(every, 120) if name not in taken])


def _trainer(cast: Cast, site: str, name: str) -> int:
    return next(one.id for one in all_of_site(cast.site_id(site)) if one.name == name)


def _left(line: Line) -> date:
    return line[4] or date.max


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
