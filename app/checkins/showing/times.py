"""How often calls are, and from whom and where they can be booked, in the words of the pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.access.actor import Actor
from app.access.policy import Role
from app.checkins import queries
from app.checkins.queries import CadenceRow, Facts, OfferRow
from app.checkins.rules import (
    Cadence,
    Desk,
    Proposal,
    day_and_time,
    slots,
    spread,
)
from app.checkins.rules.offers import OfferState
from app.checkins.rules.slots import NAMES
from app.core import clock
from app.core.words import clock_time, count, day
from app.sites.rules import Stage

AHEAD = timedelta(days=13)  # how far from their first day times are offered
BEFORE = timedelta(days=2)  # how far before a proposed day they begin


@dataclass(frozen=True)
class Caller:
    """Who would call a site; `is_me` where that is who reads the page."""

    person_id: int
    name: str
    is_me: bool


def caller_of(facts: Facts, reader: Actor) -> Caller:
    """The reader, where they lead, deputise or cover; for an administrator whoever leads."""
    leads = reader.staff_role is Role.LEAD or facts.lead_id in (None, reader.id)
    if leads or facts.lead_id is None:
        return Caller(reader.id, reader.name, True)
    return Caller(facts.lead_id, facts.lead, False)


def times_of(
    caller: Caller, desk: Desk, proposal: Proposal, first: date | None = None
) -> tuple[date, list[datetime]]:
    """The first day looked at, and every free time from it on, over two weeks."""
    tomorrow = clock.today() + timedelta(days=1)
    first = max(tomorrow, first or proposal.on - BEFORE)
    last = first + AHEAD
    away = queries.leave_of({caller.person_id: caller.name}, clock.today())[caller.person_id]
    found = slots(
        desk.hours,
        first,
        last,
        now=clock.now(),
        busy=queries.busy_times(caller.person_id, first, last),
        is_open=lambda on: (
            proposal.closed.is_open(on, despite_leave=True) and not any(a.holds(on) for a in away)
        ),
    )
    return first, found


def few_times(caller: Caller, desk: Desk, proposal: Proposal) -> list[datetime]:
    """Some times to choose from, from the proposed day on: three a day for three days."""
    return spread(times_of(caller, desk, proposal, proposal.on)[1], 3, 3)


def double_booked(caller: Caller, start: datetime, minutes: int, but: int | None = None) -> str:
    """What is in the way of whoever would call; "" when nothing is."""
    on = clock.in_london(start).date()
    busy = queries.busy_times(caller.person_id, on, on, but)
    end = start + timedelta(minutes=minutes)
    clashes = [(a, b) for a, b in busy if start < b and end > a]
    if not clashes:
        return ""
    spans = " and ".join(f"{clock_time(a)} to {clock_time(b)}" for a, b in clashes)
    who = "You have" if caller.is_me else f"{caller.name} has"
    return f"{who} a call from {spans} already. Choose another time, or confirm below."


def rhythm_in_words(facts: Facts, *, for_nspcc: bool) -> str:
    """How often a site is called, and where that comes from."""
    stage, agreed, cadence = facts.stage, facts.agreed, facts.cadence
    usual = cadence.stages[stage]
    days = cadence.days(stage, facts.level or None, agreed.days if agreed else None)
    if agreed and days == agreed.days:
        return (
            f"Every {days} days until {day(agreed.until)}, as agreed on {day(agreed.on)}:"
            f" {_sentence(agreed.reason)} Afterwards every {usual.days} days, the usual time in"
            f" {stage.label}."
        )
    if facts.level and days < usual.days:
        why = f"because of the level {facts.level.capitalize()}" if for_nspcc else "for now"
        return f"Every {days} days {why}; the usual time in {stage.label} is {usual.days} days."
    return (
        f"Every {usual.days} days, the usual time in {stage.label}. {usual.earliest} to"
        f" {usual.latest} days need no reason."
    )


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text[-1:] in ".!?" else f"{text}."


def hours_in_words(desk: Desk) -> str:
    """When somebody takes calls, such as "Monday to Friday 09:30 to 16:30"."""
    spans: list[tuple[list[int], str]] = []
    for number, (opens, closes) in sorted(desk.hours.week.items()):
        words = f"{opens:%H:%M} to {closes:%H:%M}"
        if spans and spans[-1][1] == words and spans[-1][0][-1] == number - 1:
            spans[-1][0].append(number)
        else:
            spans.append(([number], words))
    return ", ".join(f"{_days(days)} {words}" for days, words in spans) or "no hours"


def _days(days: Sequence[int]) -> str:
    first, last = NAMES[days[0]], NAMES[days[-1]]
    return first if len(days) == 1 else f"{first} to {last}"


def offer_in_words(offer: OfferRow) -> str:
    """What has become of an offer of times."""
    if offer.state is OfferState.PICKED:
        return f"{offer.picked_by} picked a time. The call is booked."
    if offer.state is OfferState.WITHDRAWN:
        return "These times are no longer offered."
    if offer.state is OfferState.EXPIRED or not offer.free:
        return "Nobody picked a time while they could be picked."
    until = f"{day(offer.expires_at)}, {clock_time(offer.expires_at)}"
    which = "One time" if len(offer.free) == 1 else f"One of {count(len(offer.free), 'time')}"
    return f"{which} can be chosen until {until}."


def version_rows(versions: Sequence[CadenceRow]) -> list[dict[str, str]]:
    """Versions of the programme's cadence as rows: when, who, why and what."""
    return [
        {
            "when": day(one.set_at),
            "who": one.set_by or "The portal",
            "what": _numbers(one.cadence),
            "why": one.reason,
        }
        for one in versions
    ]


def _numbers(cadence: Cadence) -> str:
    stages = ", ".join(f"{stage.label} {cadence.stages[stage].days}" for stage in Stage)
    levels = ", ".join(f"{code} {days}" for code, days in cadence.levels.items())
    return f"{stages}; {levels}"


def choices_by_day(times: Sequence[datetime]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Times under the name of their day: (value, time, the whole in words) each."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in sorted(set(times)):
        local = clock.in_london(one)
        found.setdefault(f"{local:%A} {local.day} {local:%B}", []).append(
            (one.isoformat(), f"{local:%H:%M}", day_and_time(one))
        )
    return list(found.items())
