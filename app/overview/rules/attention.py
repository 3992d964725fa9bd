"""Who needs somebody first, by what is known now.

Early warning (pace, silence, use, people, quality) is worked out elsewhere; until a site has a
level, the order rests on plain facts: overdue critical milestones, a PreISA that waits for a
decision, no call booked, other overdue milestones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from app.sites.rules import Stage


@dataclass(frozen=True)
class SiteFacts:
    """What is known about a site today.

    `critical_late` holds (name, planned day) of overdue critical milestones, longest first;
    `overdue` counts every overdue milestone. `preisa_since` is the day on which a PreISA was
    submitted that waits for the NSPCC's decision, `preisa_slug` its address.
    """

    site_id: int
    name: str
    slug: str
    stage: Stage
    critical_late: tuple[tuple[str, date], ...]
    overdue: int
    preisa_since: date | None
    has_call: bool
    next_name: str
    next_on: date | None
    preisa_slug: str | None = None


class Need(IntEnum):
    """What is asked of the lead, most urgent first."""

    CRITICAL_OVERDUE = 1
    PREISA_WAITS = 2
    NO_CALL = 3
    OVERDUE = 4
    NOTHING = 5


@dataclass(frozen=True)
class Attention:
    """A site with what it needs, in words. `reasons` are sentences."""

    facts: SiteFacts
    need: Need
    reasons: tuple[str, ...]
    next_step: str


def attend(sites: Iterable[SiteFacts], today: date) -> list[Attention]:
    """The sites, most urgent first; among equals the one that waits longest, then by name."""
    found = [_attention(facts, today) for facts in sites]
    return sorted(found, key=lambda one: (one.need, _waits_since(one), one.facts.name.casefold()))


def _waits_since(one: Attention) -> date:
    facts = one.facts
    if one.need is Need.CRITICAL_OVERDUE:
        return facts.critical_late[0][1]
    if one.need is Need.PREISA_WAITS and facts.preisa_since is not None:
        return facts.preisa_since
    return facts.next_on or date.max


def _attention(facts: SiteFacts, today: date) -> Attention:
    reasons: list[tuple[Need, str]] = []
    if facts.critical_late:
        reasons.append((Need.CRITICAL_OVERDUE, _critical_words(facts, today)))
    if facts.preisa_since is not None:
        waits = f"The PreISA was submitted on {_day(facts.preisa_since)} and waits for a decision."
        reasons.append((Need.PREISA_WAITS, waits))
    if not facts.has_call:
        reasons.append((Need.NO_CALL, "No check-in call is booked."))
    others = facts.overdue - len(facts.critical_late)
    if others:
        which = "other milestone" if facts.critical_late else "milestone"
        are = "is" if others == 1 else "are"
        text = f"{others} {which}{'' if others == 1 else 's'} {are} overdue."
        reasons.append((Need.OVERDUE, text))
    need = min((need for need, _ in reasons), default=Need.NOTHING)
    words = tuple(text for _, text in reasons) or ("Nothing is overdue and a call is booked.",)
    return Attention(facts, need, words, _next_step(need, facts))


def _critical_words(facts: SiteFacts, today: date) -> str:
    name, planned_on = facts.critical_late[0]
    words = f"“{name}” is {_late_by((today - planned_on).days)} late."
    more = len(facts.critical_late) - 1
    if more:
        words += f" {more} more critical milestone{' is' if more == 1 else 's are'} overdue."
    return words


def _late_by(days: int) -> str:
    """ "1 day", "41 days", "5 months", "more than 2 years": as people say it."""
    if days < 100:
        return f"{days} day{'' if days == 1 else 's'}"
    return f"{days // 30} months" if days < 730 else f"more than {days // 365} years"


def _next_step(need: Need, facts: SiteFacts) -> str:
    if need is Need.CRITICAL_OVERDUE:
        ask = "ask what stands in the way"
        return ask if facts.has_call else f"book a check-in call and {ask}"
    if need is Need.PREISA_WAITS:
        return "decide on the PreISA"
    if need is Need.NO_CALL:
        return "book a check-in call"
    if need is Need.OVERDUE:
        return "agree new dates or record what is done"
    if facts.next_on is not None:
        return f"{facts.next_name}, {_day(facts.next_on)}"
    return "nothing planned"


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
