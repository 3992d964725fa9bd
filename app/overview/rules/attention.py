"""Who needs somebody first, by what is known now.

Early warning (pace, silence, use, people, quality) is worked out elsewhere; until a site has a
level, the order rests on plain facts: overdue critical milestones, self assessments in which the
NSPCC's answer or the consensus room is waited for, requests for support, views on adaptations, a
contract that lapsed, no call booked, too few people who lead or somebody leaving, self assessments
that too few answered in time, pilots without counts or review, counts, returns and audits that are
late, a contract that ends soon, other overdue milestones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from app.assessments.rules import RoundState
from app.overview.rules.owed import Owed, What, owed_words
from app.overview.rules.rounds import RoundFacts, day
from app.sites.rules import Stage


@dataclass(frozen=True)
class ContractFacts:
    """A contract whose last day is near or past; `renewal`: the next one is drafted."""

    number: int
    ends_on: date
    renewal: bool


@dataclass(frozen=True)
class SiteFacts:
    """What is known about a site today.

    `critical_late` holds (name, planned day) of overdue critical milestones, longest first;
    `overdue` counts every overdue milestone. `rounds` are the self assessments under way and those
    whose result waits for the NSPCC's decision. `contract` is the one that ends soon or lapsed.
    `people` are sentences about who leads and leaves; `pilots` says in sentences which pilots have
    had no counts for two months or wait for a review, `support` which requests wait for an answer;
    `owed` is what audits, adaptations and measures wait for.
    """

    site_id: int
    name: str
    slug: str
    stage: Stage
    critical_late: tuple[tuple[str, date], ...]
    overdue: int
    has_call: bool
    next_name: str
    next_on: date | None
    rounds: tuple[RoundFacts, ...] = ()
    contract: ContractFacts | None = None
    people: tuple[str, ...] = ()
    pilots: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    owed: tuple[Owed, ...] = ()


class Need(IntEnum):
    """What is asked of the lead, most urgent first."""

    CRITICAL_OVERDUE = 1
    RESULT_WAITS = 2
    ROOM_TO_OPEN = 3
    ROOM_OPEN = 4
    SUPPORT = 5
    VIEW = 6
    CONTRACT_LAPSED = 7
    NO_CALL = 8
    PEOPLE = 9
    ROUND_LATE = 10
    PILOT = 11
    COUNTS = 12
    CONTRACT_ENDS = 13
    OVERDUE = 14
    NOTHING = 15


@dataclass(frozen=True)
class Attention:
    """A site with what it needs, in words. `reasons` are sentences.

    `round` is the self assessment that `need` is about, `owed` what audits, adaptations or measures
    wait for, where it is about one.
    """

    facts: SiteFacts
    need: Need
    reasons: tuple[str, ...]
    next_step: str
    round: RoundFacts | None = None
    owed: Owed | None = None


@dataclass(frozen=True)
class _Reason:
    """A need with its sentence, what is behind it, and the day since when it is there."""

    need: Need
    text: str
    round: RoundFacts | None = None
    since: date = date.max
    owed: Owed | None = None


def attend(sites: Iterable[SiteFacts], today: date) -> list[Attention]:
    """The sites, most urgent first; among equals the one that waits longest, then by name."""
    found = [_attention(facts, today) for facts in sites]
    return sorted(found, key=lambda one: (one.need, _waits_since(one), one.facts.name.casefold()))


def _waits_since(one: Attention) -> date:
    if one.need is Need.CRITICAL_OVERDUE:
        return one.facts.critical_late[0][1]
    if one.round is not None:
        return _since(one.round)
    if one.facts.contract and one.need in (Need.CONTRACT_LAPSED, Need.CONTRACT_ENDS):
        return one.facts.contract.ends_on
    return one.facts.next_on or date.max


def _since(found: RoundFacts) -> date:
    return found.signed_off_on or found.closes_on


def _attention(facts: SiteFacts, today: date) -> Attention:
    reasons = sorted(_reasons(facts, today), key=lambda one: (one.need, one.since))
    if not reasons:
        reasons = [_Reason(Need.NOTHING, "Nothing is overdue and a call is booked.")]
    need, found, owed = reasons[0].need, reasons[0].round, reasons[0].owed
    words = tuple(one.text for one in reasons)
    return Attention(facts, need, words, _next_step(need, facts, found), found, owed)


def _reasons(facts: SiteFacts, today: date) -> list[_Reason]:
    found: list[_Reason] = []
    if facts.critical_late:
        found.append(_Reason(Need.CRITICAL_OVERDUE, _critical_words(facts, today)))
    for one in facts.rounds:
        found += _round_reasons(one, today)
    if facts.contract is not None:
        found.append(_contract_reason(facts.contract, today))
    if not facts.has_call:
        found.append(_Reason(Need.NO_CALL, "No check-in call is booked."))
    found += [_Reason(Need.PEOPLE, words) for words in facts.people]
    found += [_Reason(Need.SUPPORT, words) for words in facts.support]
    found += [_Reason(Need.PILOT, words) for words in facts.pilots]
    found += [_owed_reason(one, today) for one in facts.owed if _asks_the_lead(one, today)]
    others = facts.overdue - len(facts.critical_late)
    if others:
        which = "other milestone" if facts.critical_late else "milestone"
        are = "is" if others == 1 else "are"
        text = f"{others} {which}{'' if others == 1 else 's'} {are} overdue."
        found.append(_Reason(Need.OVERDUE, text))
    return found


def _asks_the_lead(one: Owed, today: date) -> bool:
    return one.what is What.VIEW or one.is_late(today)


def _owed_reason(one: Owed, today: date) -> _Reason:
    need = Need.VIEW if one.what is What.VIEW else Need.COUNTS
    return _Reason(need, owed_words(one, today), since=one.on or date.max, owed=one)


def _contract_reason(found: ContractFacts, today: date) -> _Reason:
    """What a contract near or past its last day asks of the NSPCC."""
    renewal = " A new one is drafted." if found.renewal else ""
    left = (found.ends_on - today).days
    if left < 0:
        text = f"The contract lapsed on {day(found.ends_on)}.{renewal}"
        return _Reason(Need.CONTRACT_LAPSED, text, since=found.ends_on)
    when = f"in {left} day{'' if left == 1 else 's'}" if left else "today"
    return _Reason(Need.CONTRACT_ENDS, f"The contract ends {when}.{renewal}", since=found.ends_on)


def _round_reasons(found: RoundFacts, today: date) -> list[_Reason]:
    """What a self assessment asks of the NSPCC: nothing, or one thing."""
    need = _round_need(found, today)
    return [_Reason(need, _round_words(need, found), found, _since(found))] if need else []


def _round_need(found: RoundFacts, today: date) -> Need | None:
    if found.state is RoundState.SIGNED_OFF:
        return None if found.decided else Need.RESULT_WAITS
    if found.state is RoundState.IN_ROOM:
        return Need.ROOM_OPEN
    late = Need.ROUND_LATE if found.closes_on < today else None
    if found.state is RoundState.SUBMITTED:
        return late
    if found.is_enough or found.everybody_handed_in:
        return Need.ROOM_TO_OPEN
    return late


def _round_words(need: Need, found: RoundFacts) -> str:
    if need is Need.RESULT_WAITS:
        signed = f"was signed off on {day(_since(found))}"
        return f"The {found.name} {signed} and waits for a decision."
    asked, done = found.answering.asked, found.answering.handed_in
    if need is Need.ROOM_TO_OPEN:
        few = "" if found.is_enough else ", fewer people or roles than it asks for"
        return f"{done} of {asked} handed in the {found.name}{few}; the consensus room is not open."
    if need is Need.ROOM_OPEN:
        return f"The consensus room of the {found.name} is open and not finished."
    due = f"The {found.name} was due on {day(found.closes_on)}"
    if found.state is RoundState.SUBMITTED:
        return f"{due} and waits for the strategic lead's sign-off."
    if not asked:
        return f"{due}, and nobody is asked to answer yet."
    return f"{due}, and {done} of {asked} handed in."


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


_PLAIN_STEPS = {
    Need.NO_CALL: "book a check-in call",
    Need.SUPPORT: "answer the request for support",
    Need.PEOPLE: "ask who follows, and see that the posts are filled",
    Need.VIEW: "say whether it is still the framework",
    Need.COUNTS: "ask who counts, and what stands in the way",
    Need.PILOT: "talk about the pilot with whoever answers for it",
    Need.OVERDUE: "agree new dates or record what is done",
}


def _next_step(need: Need, facts: SiteFacts, found: RoundFacts | None) -> str:
    if found is not None:
        return _round_step(need, found)
    if need is Need.CRITICAL_OVERDUE:
        ask = "ask what stands in the way"
        return ask if facts.has_call else f"book a check-in call and {ask}"
    if facts.contract and need in (Need.CONTRACT_LAPSED, Need.CONTRACT_ENDS):
        return "get the new contract signed" if facts.contract.renewal else "agree on a renewal"
    if need in _PLAIN_STEPS:
        return _PLAIN_STEPS[need]
    if facts.next_on is not None:
        return f"{facts.next_name}, {day(facts.next_on)}"
    return "nothing planned"


def _round_step(need: Need, found: RoundFacts) -> str:
    if need is Need.RESULT_WAITS:
        return f"answer and decide on the {found.name}"
    meet = "agree a time and open the consensus room"
    if need is Need.ROOM_TO_OPEN:
        return meet if found.is_enough else f"ask more people, or {meet}"
    if need is Need.ROOM_OPEN:
        return "finish the conversation"
    if found.state is RoundState.SUBMITTED:
        return "ask the strategic lead to sign it off"
    if not found.answering.asked:
        return "agree with the strategic lead who answers, and move the date"
    return "ask those who have not handed in what they need, or move the date"
