"""The home of NSPCC staff: who needs them, and the figures above that."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import url_for

from app.access.gate import can
from app.access.policy import Can
from app.core.clock import in_london
from app.journey.showing import stage_states
from app.overview.queries.homes import Caseload
from app.overview.rules import Attention, Calls, Late, Need, RoundFacts, attend
from app.sites.rules import Status

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
    if wants_call and not one.facts.has_call and can(Can.BOOK_CALL, one.facts.site_id):
        item |= {"next_href": url_for("checkins.book", site=slug), "next_text": "Book a call"}
    elif one.round is not None:
        item |= _round_link(one.need, one.round, slug)
    elif one.need is Need.PILOT:
        item |= {"next_href": url_for("pilots.index", site=slug), "next_text": "See the pilots"}
    elif one.need in (Need.CRITICAL_OVERDUE, Need.OVERDUE):
        item |= {"next_href": url_for("journey.index", site=slug), "next_text": "See the journey"}
    return item


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


def caseload_figures(caseload: Caseload, lead_id: int) -> list[Item]:
    """Up to four figures, each a link to the sites it counts."""
    mine = {"lead": str(lead_id)} if caseload.is_mine else {}
    active = mine | {"status": Status.ACTIVE.value}
    without = sum(not facts.has_call for facts in caseload.facts)
    found: list[Item] = [
        _figure(caseload.sites, "active site", "active sites", active),
        _figure(
            caseload.critical_late,
            "site with a critical milestone overdue",
            "sites with a critical milestone overdue",
            active | {"late": Late.CRITICAL.value},
        ),
        _figure(
            caseload.late,
            "site with any milestone overdue",
            "sites with any milestone overdue",
            active | {"late": Late.ANY.value},
        ),
    ]
    if len(caseload.facts) == caseload.sites:
        booked = active | {"call": Calls.NONE.value}
        found.append(_figure(without, "site without a call", "sites without a call", booked))
    return found


def _figure(number: int, one: str, many: str, filters: Mapping[str, Any]) -> Item:
    return {
        "number": number,
        "text": one if number == 1 else many,
        "href": url_for("overview.portfolio", **filters),
    }
