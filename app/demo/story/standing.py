"""Scenes of what is declared about a site, asked for and entered around its work."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core import clock
from app.demo.story.people import address_of
from app.demo.story.reading import Around, Place, Plea, Turn
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.sites.rules import Status
from app.standing import queries, service
from app.standing.rules import Answer, Dates, Declaration, EventKind, Reason, When
from app.standing.service import NewEvent


@dataclass(frozen=True)
class Declared(Scene):
    """The status of an adoption is declared."""

    site: str
    turn: Turn
    calendar: Calendar

    def play(self, cast: Cast) -> None:
        """Declare it, with its reasons."""
        turn = self.turn
        until = self.calendar.day(turn.until) if turn.until is not None else None
        reasons = tuple(Reason(code) for code in turn.codes)
        said = Declaration(Status(turn.to), reasons, turn.reason, clock.today(), until)
        service.declare(cast.site_id(self.site), said)


@dataclass(frozen=True)
class Pleaded(Scene):
    """Somebody of the authority asks to resume."""

    site: str
    words: str

    def play(self, cast: Cast) -> None:
        """Ask."""
        service.ask_to_resume(cast.site_id(self.site), cast.people[self.by], self.words)


@dataclass(frozen=True)
class Answered(Scene):
    """The NSPCC says: not yet."""

    site: str
    words: str

    def play(self, cast: Cast) -> None:
        """Answer the request that waits."""
        site_id = cast.site_id(self.site)
        waiting = next(one for one in queries.requests_of(site_id) if not one.answer.value)
        service.answer_request(site_id, waiting.id, Answer.NOT_YET, self.words)


@dataclass(frozen=True)
class Happened(Scene):
    """An event around the work is entered."""

    site: str
    around: Around
    calendar: Calendar

    def play(self, cast: Cast) -> None:
        """Put it on the timeline."""
        around = self.around
        dates = Dates(*(self._when(name) for name in ("announced", "decided", "in_force")))
        new = NewEvent(EventKind(around.kind), around.title, around.words, dates)
        service.enter_event(cast.site_id(self.site), new)

    def _when(self, name: str) -> When | None:
        offset = getattr(self.around, name)
        if offset is None:
            return None
        day, is_month = self.calendar.day(offset), name in self.around.months
        return When(day.replace(day=1) if is_month else day, is_month)


def standing_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Everything of a site that was declared, asked for or entered around its work."""
    for turn in place.statuses:
        moment = at_work(calendar.day(turn.day), place.name, "status")
        yield Declared(moment, place.led_by(turn.day).lead, place.name, turn, calendar)
    for plea in place.pleas:
        yield from _plea_scenes(place, plea, calendar)
    for around in place.around:
        moment = at_work(calendar.day(around.day), place.name, around.title)
        by = _speaker(place, around.by) if around.by else place.led_by(around.day).lead
        yield Happened(moment, by, place.name, around, calendar)


def _plea_scenes(place: Place, plea: Plea, calendar: Calendar) -> Iterator[Scene]:
    asked = at_work(calendar.day(plea.day), place.name, "asks")
    yield Pleaded(asked, _speaker(place, plea.by), place.name, plea.words)
    if plea.answered is not None:
        moment = at_work(calendar.day(plea.answered), place.name, "answer")
        yield Answered(moment, place.led_by(plea.answered).lead, place.name, plea.why)


def _speaker(place: Place, name: str) -> str:
    return address_of(place, place.person(name))
