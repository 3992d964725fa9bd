"""The blueprint of the room, and what its pages share: finding the round, answering scripts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NoReturn

from flask import Blueprint, Response, abort, jsonify, make_response

from app.access.gate import can, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries
from app.assessments.queries import Lock, RaterRow, RoomRef, RoundRef, RoundRow
from app.assessments.rules import Answering, Part, RaterState, Standing
from app.core import clock
from app.core.web.returned import see
from app.core.words import clock_time

blueprint = Blueprint("assessments", __name__)
ANOTHER_WINDOW = "Your other window or device"


def the_round(slug: str, lock: Lock | None = None) -> RoundRef:
    """The round the address names; 404 when this site has none."""
    if not slug.isprintable():
        abort(404)  # PostgreSQL refuses some of these characters even in a question
    found = queries.round_at(the_site().id, slug, the_actor().id, lock=lock)
    if found is None:
        abort(404)
    return found


def my_round(slug: str, lock: Lock | None = None) -> tuple[RoundRef, int]:
    """The round and my number as a rater in it; whoever does not rate in it is led to its start."""
    found = the_round(slug, lock)
    if found.my_rater_id is None:
        lead_to("assessments.start", found)
    return found, found.my_rater_id


def the_room(slug: str, lock: Lock | None = None) -> tuple[RoundRef, RoomRef]:
    """The round and its room, for whoever belongs in it; anybody else is led to the start."""
    found = the_round(slug, lock)
    if found.room is None or found.is_open or not standing(found).may_enter_room:
        lead_to("assessments.start", found)
    return found, found.room


def lead_to(endpoint: str, found: RoundRef) -> NoReturn:
    """Stop, and look at another page of the round instead."""
    abort(see(endpoint, site=the_site().slug, slug=found.slug))


def standing(found: RoundRef | RoundRow) -> Standing:
    """What the person who looks may do with this round."""
    return Standing(
        part=found.my_part,
        may_join=can(Can.SIGN_OFF_ROUND) and found.my_part is Part.NONE,
        may_invite=can(Can.OPEN_ROUND),
        may_facilitate=can(Can.FACILITATE_ROUND) and found.my_part is Part.NONE,
        may_sign_off=can(Can.SIGN_OFF_ROUND),
        may_decide=can(Can.DECIDE_ROUND),
    )


def answering_of(raters: Sequence[RaterRow]) -> Answering:
    """How many are asked, have begun and have handed in, from the rows a page shows anyway."""
    states = Counter(row.state for row in raters)
    done, begun = states[RaterState.HANDED_IN], states[RaterState.BEGUN]
    asked = states[RaterState.ASKED] + states[RaterState.JOINING]
    return Answering(asked=asked + begun + done, begun=begun + done, handed_in=done)


def here(slug: str) -> dict[str, Any]:
    """What an address within the round needs."""
    return {"site": the_site().slug, "slug": slug}


def saved(version: int) -> Response:
    """For our script: it is saved. 201, because that is what commits."""
    now = clock_time(clock.now())
    return make_response(jsonify(version=version, saved_at=now, saved=now), 201)


def refused(status: int, **details: Any) -> Response:
    """For our script: it is not saved, and why."""
    return make_response(jsonify(**details), status)
