"""Scenes of journeys: milestones done, begun, moved or set aside, and stages decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.core.db import session
from app.demo.story.auditing import completed_by_audits
from app.demo.story.joining import BY_JOINING, milestone_scene
from app.demo.story.objectives import approved_on
from app.demo.story.people import address_of
from app.demo.story.reading import Move, Own, Place, Turn
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work, dice, working_day
from app.journey import service as journey
from app.journey.models import Milestone
from app.journey.programme import programme
from app.journey.rules import (
    DateMoveReason,
    MilestoneStatus,
    MilestoneTemplate,
    Stage,
    planned_date,
)

Evidence = Mapping[str, Sequence[str]]
BY_ROUND = {"preisa": "preisa", "isa": "isa", "twelve-month-review": "review"}  # by a sign-off
LONGEST_UNTIL_ENTERED = 9  # days between what happened and its entry


@dataclass(frozen=True)
class Entered(Scene):
    """Something is entered about a milestone."""

    site: str
    code: str
    status: MilestoneStatus
    happened_on: date | None = None
    evidence: str = ""
    note: str = ""
    reason: str = ""
    month_only: bool = False

    def play(self, cast: Cast) -> None:
        """Change the milestone as its form does."""
        site_id = cast.site_id(self.site)
        change = journey.MilestoneChange(
            status=self.status,
            happened_on=self.happened_on,
            evidence=self.evidence,
            note=self.note,
            reason=self.reason,
            version=_version(site_id, self.code),
            month_only=self.month_only,
        )
        journey.change_milestone(site_id, self.code, change)


@dataclass(frozen=True)
class Moved(Scene):
    """A planned date moves."""

    site: str
    code: str
    new_on: date
    move: Move

    def play(self, cast: Cast) -> None:
        """Move it, with its reasons."""
        site_id = cast.site_id(self.site)
        reasons = [DateMoveReason(one) for one in self.move.reasons]
        version = _version(site_id, self.code)
        journey.move_planned_date(site_id, self.code, self.new_on, reasons, self.move.note, version)


@dataclass(frozen=True)
class StageDecided(Scene):
    """A person decides on the stage."""

    site: str
    turn: Turn
    on: date

    def play(self, cast: Cast) -> None:
        """Record the decision."""
        turn, to = self.turn, Stage(self.turn.to)
        journey.decide(cast.site_id(self.site), to, turn.reason, turn.evidence, self.on)


def _version(site_id: int, code: str) -> int:
    wanted = (Milestone.site_id == site_id, Milestone.code == code)
    return session().scalars(select(Milestone.version).where(*wanted)).one()


def journey_scenes(place: Place, calendar: Calendar, evidence: Evidence) -> Iterator[Scene]:
    """Every scene of one site's journey."""
    yield from _Teller(place, calendar, evidence).tell()
    for turn in place.stages:
        on = calendar.day(turn.day)
        moment = at_work(on, place.name, "stage")
        yield StageDecided(moment, place.led_by(turn.day).lead, place.name, turn, on)


class _Teller:
    """Works out when each milestone of a site happened, from its pace and what is particular."""

    def __init__(self, place: Place, calendar: Calendar, evidence: Evidence) -> None:
        self.place, self.calendar, self.evidence = place, calendar, evidence
        self.closed: dict[str, date] = {}
        self.entered: dict[str, datetime] = {}

    def tell(self) -> Iterator[Scene]:
        """The scenes of all milestones, in the order of the programme."""
        for template in programme().milestones:
            own = self.place.milestones.get(template.code, Own())
            yield from self._moves(template, own)
            yield from self._particular(template, own)
            on = self._done_on(template, own)
            if on is not None:
                yield self._done(template, own, on)
                yield from self._again(template, own)

    def _moves(self, template: MilestoneTemplate, own: Own) -> Iterator[Scene]:
        for move in own.moved:
            to = self.calendar.day(move.to)
            moment = at_work(self.calendar.day(move.day), self.place.name, template.code)
            yield Moved(moment, self._by(move.day), self.place.name, template.code, to, move)

    def _particular(self, template: MilestoneTemplate, own: Own) -> Iterator[Scene]:
        for offset, status in (
            (own.started, MilestoneStatus.IN_PROGRESS),
            (own.dropped, MilestoneStatus.DROPPED),
            (own.not_required, MilestoneStatus.NOT_REQUIRED),
        ):
            if offset is not None:
                yield self._entered(template, offset, status, own.why, own.note)
                if status is not MilestoneStatus.IN_PROGRESS:
                    self.closed[template.code] = self.calendar.day(offset)

    def _entered(
        self,
        template: MilestoneTemplate,
        offset: int,
        status: MilestoneStatus,
        why: str,
        note: str = "",
    ) -> Entered:
        moment = at_work(self.calendar.day(offset), self.place.name, template.code, status)
        by = self._by(offset)
        return Entered(moment, by, self.place.name, template.code, status, note=note, reason=why)

    def _done_on(self, template: MilestoneTemplate, own: Own) -> date | None:
        """The day it happened; None for what is open, set aside, or done by another room."""
        if own.open or own.dropped is not None or own.not_required is not None:
            return None
        if template.code in BY_ROUND:
            self._round_closed(template)
            return None
        site = self.place.name
        elsewhere = {**approved_on(site), **completed_by_audits(site)}
        approved = elsewhere.get(template.code)
        if approved is not None:
            self.closed[template.code] = self.calendar.day(approved)
            return None
        if own.done is not None:
            return self._keep(template, self.calendar.day(own.done))
        if own.started is not None:
            return None
        due = self._due(template, own)
        reached = self.calendar.today + timedelta(days=self.place.reached)
        if due > reached or any(code not in self.closed for code in template.requires):
            return None
        on = working_day(self._after_what_it_builds_on(template, due), 1)
        return self._keep(template, on) if on < self.calendar.today else None

    def _round_closed(self, template: MilestoneTemplate) -> None:
        code = BY_ROUND[template.code]
        signed = [one.signed for one in self.place.rounds if one.code == code]
        days = [offset for offset in signed if offset is not None]
        if days:
            self.closed[template.code] = self.calendar.day(min(days))

    def _due(self, template: MilestoneTemplate, own: Own) -> date:
        contract_on = self.calendar.day(self.place.contract)
        training_on = self.calendar.day(self.place.training)
        if template.code == "contract":
            return contract_on
        if template.code == "training-for-trainers" and not own.moved:
            return training_on
        planned = planned_date(template, contract_on, training_on)
        due = self.calendar.day(own.moved[-1].to) if own.moved else planned or contract_on
        pace = self.place.pace
        return due + timedelta(days=dice(self.place.name, template.code).randint(-4, 2 * pace))

    def _after_what_it_builds_on(self, template: MilestoneTemplate, day: date) -> date:
        earliest = [self.closed[code] + timedelta(days=6) for code in template.requires]
        begins = self.calendar.day(self.place.added) + timedelta(days=6)
        return max([day, begins, *earliest])

    def _keep(self, template: MilestoneTemplate, on: date) -> date:
        self.closed[template.code] = on
        return on

    def _done(self, template: MilestoneTemplate, own: Own, on: date) -> Scene:
        chance = dice(self.place.name, template.code, "entered")
        usual = on + timedelta(days=chance.randint(0, LONGEST_UNTIL_ENTERED))
        entered = min(
            usual if own.entered is None else self.calendar.day(own.entered),
            self.calendar.today - timedelta(days=1),
        )
        moment = self._moment(max(entered, on), template)
        if template.code in BY_JOINING:
            return milestone_scene(self.place, template.code, on, moment, self.calendar)
        return Entered(
            moment,
            self._by((moment.date() - self.calendar.today).days),
            self.place.name,
            template.code,
            MilestoneStatus.DONE,
            happened_on=on,
            evidence=chance.choice(list(self.evidence.get(template.code, [""]))),
            note=own.note,
            reason=own.why if own.started is None else "",
            month_only=own.month,
        )

    def _again(self, template: MilestoneTemplate, own: Own) -> Iterator[Scene]:
        if own.reopened is None:
            return
        yield self._entered(template, own.reopened, MilestoneStatus.IN_PROGRESS, own.why)
        if own.again is not None:
            on = self.calendar.day(own.again)
            yield self._done(template, Own(note=own.note), on)

    def _moment(self, day: date, template: MilestoneTemplate) -> datetime:
        """When it was entered: after what it builds on was."""
        earliest = [self.entered[code] for code in template.requires if code in self.entered]
        moment = at_work(day, self.place.name, template.code, "done")
        found = max([moment, *(one + timedelta(minutes=5) for one in earliest)])
        self.entered[template.code] = found
        return found

    def _by(self, offset: int) -> str:
        speaker = self.place.speaker(offset)
        if speaker is None:
            return self.place.led_by(offset).lead
        return address_of(self.place, speaker)
