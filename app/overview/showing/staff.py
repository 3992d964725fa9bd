"""The home of NSPCC staff: who needs them, and the figures above that."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from app.access.actor import allows
from app.access.gate import actor
from app.access.policy import Can
from app.checkins.queries import OpenConcern
from app.checkins.rules.across import STATES, WITHOUT, Section
from app.core.clock import in_london
from app.core.words import count, day
from app.journey.showing import stage_states
from app.overview.queries.homes import Caseload
from app.overview.rules import Attention, Late, Need, RoundFacts, attend
from app.overview.showing.owed import owed_link
from app.sites.rules import Status
from app.standing.queries import Waiting
from app.support.queries import Waiting as Asked
from app.support.rules.waiting import waiting_words
from app.topics.queries import Owed

Item = dict[str, object]


def attention_items(caseload: Caseload, now: datetime) -> list[Item]:
    """The sites of a caseload, most urgent first, as the attention list takes them."""
    return [_attention(one) for one in attend(caseload.facts, in_london(now).date())]


def _attention(one: Attention) -> Item:
    slug = one.facts.slug
    item: Item = {
        "level": None,  # early warning does not judge this site yet
        "name": one.facts.name,
        "href": url_for("overview.site", site=slug),
        "stages": stage_states(one.facts.stage),
        "reason": " ".join(one.reasons),
        "next": one.next_step,
    }
    wants_call = one.need is Need.NO_CALL or one.need is Need.CRITICAL_OVERDUE
    may_book = allows(actor(), Can.BOOK_CALL, one.facts.site_id)  # none of these is at rest
    if wants_call and not one.facts.has_call and may_book:
        item |= {"next_href": url_for("checkins.book", site=slug), "next_text": "Book a call"}
    elif one.round is not None:
        item |= _round_link(one.need, one.round, slug)
    elif one.facts.contract and one.need in (Need.CONTRACT_LAPSED, Need.CONTRACT_ENDS):
        number = one.facts.contract.number
        href = url_for("joining.contract", site=slug, contract_id=number)
        item |= {"next_href": href, "next_text": "See the contract"}
    elif one.owed is not None:
        link = owed_link(one.owed, slug)
        item |= {"next_href": link["href"], "next_text": link["text"]}
    elif one.need in _PLACES:
        page, text = _PLACES[one.need]
        item |= {"next_href": url_for(page, site=slug), "next_text": text}
    return item


_PLACES = {
    Need.PEOPLE: ("sites.people", "See the people"),
    Need.SUPPORT: ("support.index", "See the requests"),
    Need.PILOT: ("pilots.index", "See the pilots"),
    Need.CRITICAL_OVERDUE: ("journey.index", "See the journey"),
    Need.OVERDUE: ("journey.index", "See the journey"),
}


def _round_link(need: Need, found: RoundFacts, site: str) -> Item:
    """Where to read on about the self assessment that a need is about."""
    if need is Need.RESULT_WAITS:
        href = url_for("assessments.result", site=site, slug=found.slug)
        return {"next_href": href, "next_text": f"Read the {found.name} result"}
    if need is Need.ROOM_OPEN:
        href = url_for("assessments.room", site=site, slug=found.slug)
        return {"next_href": href, "next_text": f"Go to the consensus room of the {found.name}"}
    href = url_for("assessments.start", site=site, slug=found.slug)
    return {"next_href": href, "next_text": f"See who has handed in the {found.name}"}


def waiting_items(waiting: Sequence[Waiting]) -> list[Item]:
    """What waits at paused and stopped sites, as a task list takes it."""
    return [_request(one) if one.request_id else _pause_over(one) for one in waiting]


def asked_items(asked: Sequence[Asked]) -> list[Item]:
    """Requests for support that wait at such sites, in the same list."""
    return [
        {
            "text": f"Answer {one.site_name}: they ask for support",
            "hint": waiting_words(one),
            "href": url_for("support.one", site=one.site_slug, support_id=one.request_id),
            "status": "Overdue" if one.is_late else "Waits for you",
            "kind": "late" if one.is_late else "waiting",
        }
        for one in asked
    ]


def _request(one: Waiting) -> Item:
    return {
        "text": f"Answer {one.name}: they ask to resume",
        "hint": f"Asked on {day(one.asked_at)}.",
        "href": url_for("standing.answer", site=one.slug, request_id=one.request_id),
        "status": "Waits for you",
        "kind": "waiting",
    }


def _pause_over(one: Waiting) -> Item:
    return {
        "text": f"Decide about {one.name}: its pause is over",
        "hint": f"Paused until {day(one.until)}. Nothing resumes by itself.",
        "href": url_for("standing.choose", site=one.slug),
        "status": "Overdue",
        "kind": "late",
    }


def concern_items(found: Sequence[OpenConcern]) -> list[Item]:
    """Open engagement concerns, as a task list takes them."""
    return [
        {
            "text": f"{one.site_name}: {one.title}",
            "hint": f"Raised on {day(one.raised_at)}.",
            "href": url_for("checkins.concern", site=one.site_slug, concern_id=one.id),
            "status": "With you" if one.is_with_me else "Open",
            "kind": "late",
        }
        for one in found
    ]


def question_items(found: Owed) -> list[Item]:
    """Questions of the community that no member has answered, as a task list takes them."""
    if not found.waiting or found.since is None:
        return []
    late = f"{found.late} longer than promised" if found.late else "In time"
    verb = "waits" if found.waiting == 1 else "wait"
    return [
        {
            "text": f"{count(found.waiting, 'question')} {verb} for an answer",
            "hint": f"The oldest since {day(found.since)}. The NSPCC answers what members do not.",
            "href": url_for("topics.index", state="unanswered"),
            "status": late,
            "kind": "late" if found.late else "waiting",
        }
    ]


def caseload_figures(caseload: Caseload, lead_id: int, calls: Mapping[Section, int]) -> list[Item]:
    """Four figures, each a link to what it counts."""
    mine = {"lead": str(lead_id)} if caseload.is_mine else {}
    late: dict[str, Any] = mine | {"status": Status.ACTIVE.value, "late": Late.CRITICAL.value}
    week, record = calls.get(Section.THIS_WEEK, 0), calls.get(Section.TO_RECORD, 0)
    without = sum(calls.get(section, 0) for section in STATES[WITHOUT])
    return [
        _figure(
            caseload.critical_late,
            "site with a critical milestone overdue",
            "sites with a critical milestone overdue",
            url_for("overview.portfolio", **late),
        ),
        _calls(week, "call this week", "calls this week", Section.THIS_WEEK),
        _calls(record, "call to record", "calls to record", Section.TO_RECORD),
        _calls(without, "site without a call ahead", "sites without a call ahead", WITHOUT),
    ]


def _calls(number: int, one: str, many: str, state: str) -> Item:
    return _figure(number, one, many, url_for("checkins.across", state=str(state)))


def _figure(number: int, one: str, many: str, href: str) -> Item:
    return {"number": number, "text": one if number == 1 else many, "href": href}
