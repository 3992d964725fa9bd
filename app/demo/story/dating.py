"""Scenes of dates and what shows them: confirmed, counted anew, evidence attached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core import clock
from app.demo.story.people import address_of
from app.demo.story.reading import Place, Replanned
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.journey import queries
from app.journey import service as journey
from app.journey.rules import Anchors, DateMoveReason


@dataclass(frozen=True)
class Confirmed(Scene):
    """Planned dates are agreed."""

    site: str
    codes: Sequence[str]

    def play(self, cast: Cast) -> None:
        """Confirm those that are open and have a date."""
        site_id = cast.site_id(self.site)
        rows = queries.milestones_of(site_id, clock.today())
        journey.confirm_dates(
            site_id,
            {
                row.code: row.planned_on
                for row in rows
                if row.code in self.codes and row.planned_on and row.status.is_open
            },
        )


@dataclass(frozen=True)
class CountedAnew(Scene):
    """The contract or the training moved, and the plan with it."""

    site: str
    anchors: Anchors
    told: Replanned

    def play(self, cast: Cast) -> None:
        """Look at the preview, then move all of it."""
        site_id = cast.site_id(self.site)
        seen = queries.replan_of(site_id, self.anchors, clock.today()).fingerprint
        reasons = [DateMoveReason(one) for one in self.told.reasons]
        wanted = journey.Rebaseline(self.anchors, reasons, self.told.note, seen=seen)
        journey.rebaseline(site_id, wanted)


@dataclass(frozen=True)
class Attached(Scene):
    """Evidence is attached to a milestone."""

    site: str
    code: str
    titles: Sequence[str]

    def play(self, cast: Cast) -> None:
        """Attach the pieces."""
        numbers = [cast.pieces[self.site, title] for title in self.titles]
        journey.attach(cast.site_id(self.site), self.code, *numbers)


def date_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """What became of the dates of a site besides single moves."""
    for agreed in place.agreed:
        moment = at_work(calendar.day(agreed.day), place.name, "agreed")
        yield Confirmed(moment, _by(place, agreed.day), place.name, agreed.codes)
    for told in place.replanned:
        contract_on, training_on = calendar.day(place.contract), calendar.day(place.training)
        moment = at_work(calendar.day(told.day), place.name, "replanned")
        lead = place.led_by(told.day).lead
        anchors = Anchors(contract_on, training_on, all_follow=told.all_follow)
        yield CountedAnew(moment, lead, place.name, anchors, told)
    for shown in place.shown:
        moment = at_work(calendar.day(shown.day), place.name, shown.code, "shown")
        yield Attached(moment, _by(place, shown.day), place.name, shown.code, shown.pieces)


def _by(place: Place, offset: int) -> str:
    """The strategic lead of that day, or who leads the site for the NSPCC."""
    speaker = place.speaker(offset)
    return address_of(place, speaker) if speaker else place.led_by(offset).lead
