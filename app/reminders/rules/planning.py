"""What is sent, to whom, and what is left out and why: for the real run as for the dry run."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.core.due import Due
from app.reminders.rules.ladder import (
    LONDON,
    WIDEST_MOVE,
    Ladders,
    Phase,
    Rung,
    moment_of,
)
from app.reminders.rules.people import Facts, reach

SETTLING = timedelta(hours=1)  # from when people were told of something to its first reminder

Told = tuple[str, int, str, int]
"""(subject, turn, rung, person): a reminder that was sent, or dropped for good."""


class Dropped(StrEnum):
    """Why somebody gets no mail."""

    OVERTAKEN = "overtaken"
    OVER = "over"
    MUTED = "muted"
    AWAY = "away"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "overtaken": "a later reminder of the same took its place",
            "over": "it was over by then",
            "muted": "they want no mail of this kind; it stands in their notices",
            "away": "they are away",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of something that is due, with its moment in London."""

    due: Due
    phase: Phase
    rung: Rung
    at: datetime

    @property
    def local_date(self) -> date:
        """The day of the rung, in London."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder to one person; `dropped` says why it is not sent."""

    step: Step
    person_id: int
    dropped: Dropped | None = None

    @property
    def told(self) -> Told:
        """What is remembered of it."""
        return (self.step.due.subject, self.step.due.turn, self.step.rung.code, self.person_id)


def steps(
    dues: Iterable[Due],
    ladders: Ladders,
    holidays: Callable[[int | None], Collection[date]],
    after: datetime,
    until: datetime,
) -> list[Step]:
    """The rungs whose moment lies in (after, until], in order; `holidays` are those of a site."""
    around = {phase.key: _around(phase, ladders) for phase in ladders.phases.values()}
    found = [
        step
        for due in dues
        for step in _steps(due, around.get((due.kind, due.phase), ()), holidays, after, until)
        if after < step.at <= until
    ]
    return sorted(found, key=lambda one: (one.at, one.due.subject, one.rung.code))


def _around(phase: Phase, ladders: Ladders) -> list[tuple[Phase, Rung]]:
    """The rungs of a phase, and of the one before or after it: what lies ahead is over some time,
    and what is over was ahead once."""
    phases = (ladders.before(phase), phase, ladders.after(phase))
    return [(one, rung) for one in phases if one for rung in ladders.rungs.get(one.key, ())]


def _steps(
    due: Due,
    rungs: Collection[tuple[Phase, Rung]],
    holidays: Callable[[int | None], Collection[date]],
    after: datetime,
    until: datetime,
) -> Iterator[Step]:
    first, last = after.astimezone(LONDON).date(), until.astimezone(LONDON).date()
    for phase, rung in rungs:
        day = due.on + timedelta(days=rung.days)
        if first - WIDEST_MOVE <= day <= last + WIDEST_MOVE:
            at = _moment(rung, due, moment_of(rung, due.on, holidays(due.site_id)))
            if at is not None and (not phase.is_ahead or at < _begins(due)):
                yield Step(due, phase, rung, at)


def _moment(rung: Rung, due: Due, at: datetime) -> datetime | None:
    """When the rung is due, seen from when its people were last told of it: what they were told
    later than the rung needs no reminder. On the day itself it comes an hour after they were."""
    if due.since is None or at >= due.since:
        return at
    told = due.since.astimezone(LONDON)
    if rung.days == 0 and told.date() == at.date():
        return told + SETTLING
    return None


def _begins(due: Due) -> datetime:
    """When something ahead begins: at its moment, or at the end of its day."""
    if due.moment is not None:
        return due.moment
    return datetime.combine(due.on + timedelta(days=1), time(0), LONDON)


def plan(
    found: Sequence[Step], facts: Facts, told: Collection[Told], now: datetime
) -> list[Planned]:
    """Who gets what of these rungs at a moment, and what is left out and why.

    Of each subject a person gets the newest rung that was reached, and only what they were not
    told yet (`told`). What was overtaken or is over is dropped; who muted the kind or is away gets
    no mail. In the order of the rungs.
    """
    by_subject: dict[tuple[str, int], list[Step]] = defaultdict(list)
    for step in found:
        by_subject[step.due.subject, step.due.turn].append(step)
    planned = [one for some in by_subject.values() for one in _of_subject(some, facts, told, now)]
    place = {id(step): number for number, step in enumerate(found)}
    return sorted(planned, key=lambda one: (place[id(one.step)], one.person_id))


def _of_subject(
    some: Sequence[Step], facts: Facts, told: Collection[Told], now: datetime
) -> Iterator[Planned]:
    """The reminders of one subject, the newest rung first."""
    settled: set[int] = set()
    for step in reversed(some):
        if step.phase.follows and now < _begins(step.due):
            continue
        is_over = step.phase.is_ahead and now >= _begins(step.due)
        reached = reach(
            facts,
            step.rung.to,
            now.astimezone(LONDON).date(),
            site_id=step.due.site_id,
            owner_ids=step.due.owner_ids,
            is_personal=step.phase.is_personal or is_over,
        )
        for person_id in (*reached.told, *reached.away):
            one = Planned(step, person_id)
            if one.told not in told:
                reasons = (
                    (Dropped.OVER, is_over),
                    (Dropped.OVERTAKEN, person_id in settled),
                    (Dropped.AWAY, person_id in reached.away),
                    (Dropped.MUTED, facts.is_muted(person_id, step.phase.kind)),
                )
                dropped = next((why for why, is_so in reasons if is_so), None)
                yield Planned(step, person_id, dropped)
            if not is_over:
                settled.add(person_id)
