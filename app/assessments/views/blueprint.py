"""The blueprint of the room, and what its pages share: finding the round, answering scripts."""

from typing import Any, NoReturn

from flask import Blueprint, Response, abort, jsonify, make_response, request

from app.access.gate import can, the_actor, the_site
from app.access.policy import Can
from app.assessments import queries
from app.assessments.queries import Lock, RoundRef
from app.assessments.rules import Standing
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


def lead_to(endpoint: str, found: RoundRef) -> NoReturn:
    """Stop, and look at another page of the round instead."""
    abort(see(endpoint, site=the_site().slug, slug=found.slug))


def standing(found: RoundRef) -> Standing:
    """What the person who looks may do with this round."""
    return Standing(
        is_rater=found.my_rater_id is not None,
        may_rate=can(Can.RATE),
        may_sign_off=can(Can.SIGN_OFF_ROUND),
        may_decide=can(Can.DECIDE_ROUND),
    )


def seen_version() -> int:
    """The version the form was filled in on; 0 when nothing was saved then."""
    typed = request.form.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def saved(version: int) -> Response:
    """For our script: it is saved. 201, because that is what commits."""
    now = clock_time(clock.now())
    return make_response(jsonify(version=version, saved_at=now, saved=now), 201)


def refused(status: int, **details: Any) -> Response:
    """For our script: it is not saved, and why."""
    return make_response(jsonify(**details), status)
