"""The next call as it is proposed: by cadence, past the days on which nobody can, with the reasons
in words. Nobody is held to it: any day may be chosen, an unusual one wants a reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from app.checkins.rules.cadence import Cadence, Interval
from app.journey.rules import Stage
from app.sites.rules.succession import in_words
from app.sites.rules.working_days import is_working_day

DAY = timedelta(days=1)
GRACE = timedelta(days=7)  # after a proposed day beyond the range, in which no reason is asked


@dataclass(frozen=True)
class Blackout:
    """Days, both included, on which no call is wanted: of one site, or of the whole programme."""

    first: date
    last: date
    reason: str
    id: int = 0
    is_programme: bool = False

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """Which days, such as "21 to 31 December 2027"."""
        return span_in_words(self.first, self.last)


@dataclass(frozen=True)
class Leave:
    """The lead is away from a day to a day, both included; `cover` is "" where nobody stands in."""

    first: date
    last: date
    who: str
    cover: str = ""

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def all_leave(covered: Collection[Leave], own: Collection[Leave]) -> tuple[Leave, ...]:
    """Leave with somebody who covers, and what a person entered themselves, `own`, on the days on
    which nobody does; the earliest first."""
    ordered = sorted(covered, key=lambda one: one.first)
    left = [part for one in own for part in _besides(one, ordered)]
    return tuple(sorted([*ordered, *left], key=lambda one: (one.first, one.last)))


def _besides(own: Leave, covered: Sequence[Leave]) -> list[Leave]:
    found, first = [], own.first
    for one in covered:
        if first <= one.last and one.first <= own.last:
            if first < one.first:
                found.append(replace(own, first=first, last=one.first - DAY))
            first = one.last + DAY
    return [*found, replace(own, first=first)] if first <= own.last else found


@dataclass(frozen=True)
class Closed:
    """What keeps people from a call: holidays of their nation, blackouts, leave of the lead."""

    holidays: Collection[date] = ()
    blackouts: Sequence[Blackout] = ()
    leave: Sequence[Leave] = ()

    def is_open(self, day: date, *, despite_leave: bool = False) -> bool:
        """Whether a call can be on a day."""
        return (
            is_working_day(day, self.holidays)
            and not any(one.holds(day) for one in self.blackouts)
            and (despite_leave or not any(one.holds(day) for one in self.leave))
        )

    def open_from(self, day: date, *, despite_leave: bool = False) -> date:
        """The day itself, or the next on which a call can be."""
        while not self.is_open(day, despite_leave=despite_leave):
            day += DAY
        return day


@dataclass(frozen=True)
class Proposal:
    """A proposed day for the next call, how it was found in words, and the range around it in
    which no reason is asked; `earliest` is None where no call was before.

    `reason` names the early-warning level, which the NSPCC alone sees; `shared` does not.
    """

    on: date
    reason: str
    shared: str
    interval: Interval
    latest: date
    earliest: date | None = None
    last_on: date | None = None
    closed: Closed = field(default=Closed(), repr=False)

    @property
    def sentence(self) -> str:
        """The day and how it was found, for the NSPCC."""
        return f"{in_words(self.on)}: {self.reason}."


def propose_next_call(
    cadence: Cadence,
    stage: Stage,
    today: date,
    *,
    last_on: date | None = None,
    level: str | None = None,
    agreed: int | None = None,
    closed: Closed | None = None,
) -> Proposal:
    """Propose the next call by cadence from the last one, or from today.

    `level` is the code of the site's early-warning level, `agreed` the days agreed in place of its
    stage's. A day that has passed becomes the next open one. Leave of the lead is waited for where
    the call still lies in the usual range afterwards; else whoever covers takes it.
    """
    closed = closed or Closed()
    interval = cadence.interval(stage, level, agreed)
    since = last_on or today
    due, latest = since + interval.days * DAY, since + interval.latest * DAY
    start = max(due, today + DAY)
    on = closed.open_from(start)
    if on > max(latest, start):
        on = closed.open_from(start, despite_leave=True)
    said = [*_passed(start, on, closed), *_covered(on, closed.leave)]
    if today < due and latest < on:
        said.append(f"that is more than the {interval.latest} days that are usual at most")
    counted = f"{interval.days} days after {_since(last_on, today)}"
    counted = f"a call was due on {in_words(due)}, {counted}" if due <= today else counted
    why, shared = _why(cadence, stage, level, agreed)
    return Proposal(
        on=on,
        reason="; ".join([counted + why, *said]),
        shared="; ".join([counted + shared, *said]),
        interval=interval,
        latest=latest if on <= latest else on + GRACE,
        earliest=last_on + interval.earliest * DAY if last_on else None,
        last_on=last_on,
        closed=closed,
    )


def _since(last_on: date | None, today: date) -> str:
    if last_on is None:
        return "today"
    return "the planned call" if last_on > today else "the last call"


def _why(cadence: Cadence, stage: Stage, level: str | None, agreed: int | None) -> tuple[str, str]:
    """Where the number of days comes from, for the NSPCC and for everybody."""
    if level and cadence.days(stage, level, agreed) < cadence.days(stage, None, agreed):
        return f" because of the level {level.capitalize()}", ", sooner than usual"
    usual = ", as agreed with the site" if agreed else f", the usual time in {stage.label}"
    return usual, usual


def objections(proposal: Proposal, on: date) -> tuple[str, ...]:
    """Why a reason is asked for a call on this day, a sentence each; empty for a usual day."""
    found, closed = [], proposal.closed
    if _is_outside(proposal, on):
        days = abs((on - proposal.last_on).days) if proposal.last_on else 0
        usual = f"{proposal.interval.earliest} to {proposal.interval.latest} are usual"
        between = f"{days} days after the last call, and {usual}" if days else "late for a first"
        found.append(f"{in_words(on)} is {between}.")
    if on in closed.holidays:
        found.append(f"{in_words(on)} is a bank holiday.")
    found += [
        f"{one.words}: no calls were agreed ({one.reason})."
        for one in closed.blackouts
        if one.holds(on)
    ]
    return tuple(found)


def _is_outside(proposal: Proposal, on: date) -> bool:
    if proposal.last_on is not None and on <= proposal.last_on:
        return False  # one more before a call that is booked already
    is_early = proposal.earliest is not None and on < min(proposal.earliest, proposal.on)
    return is_early or on > proposal.latest


def days_in_words(days: Iterable[date]) -> str:
    """Days one after the other, such as "2 and 5 April" or "25 December and 1 January"."""
    ordered = sorted(days)
    named = [
        f"{one.day}"
        if one.month == after.month and one.year == after.year
        else f"{one.day} {one:%B}"
        for one, after in zip(ordered, ordered[1:], strict=False)
    ]
    named += [f"{one.day} {one:%B}" for one in ordered[-1:]]
    return " and ".join([", ".join(named[:-1]), named[-1]] if named[:-1] else named)


def span_in_words(first: date, last: date) -> str:
    """A span of days, such as "21 to 31 December 2027" or "30 March to 2 April 2027"."""
    if first == last:
        return in_words(first)
    if first.year != last.year:
        return f"{in_words(first)} to {in_words(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {in_words(last)}"
    return f"{first.day} to {in_words(last)}"


def _passed(start: date, on: date, closed: Closed) -> list[str]:
    """Why the days from `start` up to the day before `on` were passed over."""
    days = [start + number * DAY for number in range((on - start).days)]
    dark = [one for one in closed.blackouts if any(one.holds(day) for day in days)]
    away = [one for one in closed.leave if any(one.holds(day) for day in days)]
    free = [day for day in days if day in closed.holidays and day.weekday() < 5]
    free = [day for day in free if not any(one.holds(day) for one in dark)]
    found = []
    if days and start.weekday() > 4 and not dark and not away:
        found.append(f"{days_in_words([start])} is a {start:%A}")
    if free:
        is_are = "is a bank holiday" if len(free) == 1 else "are bank holidays"
        found.append(f"{days_in_words(free)} {is_are}")
    found += [f"no calls from {one.words} ({one.reason})" for one in dark]
    until = {one.who: one.last for one in away if not one.holds(on)}  # the last day of each
    found += [f"{who} is on leave until {days_in_words([last])}" for who, last in until.items()]
    return found


def _covered(on: date, leave: Sequence[Leave]) -> list[str]:
    return [
        f"{one.who} is on leave until {days_in_words([one.last])}, "
        + (f"so {one.cover}, who covers, can take it" if one.cover else "and nobody covers yet")
        for one in leave
        if one.holds(on)
    ]
