"""Home: what this is to visitors, and what needs doing to everyone else."""

from datetime import date
from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from app.access.actor import Actor
from app.access.gate import actor, public
from app.access.policy import Role
from app.checkins.queries import open_for
from app.checkins.queries.across import section_counts
from app.checkins.rules.across import CallsWish
from app.core import clock
from app.core.clock import in_london
from app.core.web.returned import see
from app.overview import showing
from app.overview.queries import homes
from app.overview.queries.people import covers_around
from app.overview.views.blueprint import blueprint
from app.standing.queries import waiting
from app.topics.queries import owed


@blueprint.get("/")
@public
def home() -> str | Response:
    """The home of the role: NSPCC staff, people of an authority, members, visitors."""
    who = actor()
    if who is None:
        return render_template("overview/home.html", kind="visitor")
    if who.is_nspcc:
        return _staff(who)
    if who.own_sites:
        return _authority(who)
    return see("community.home")


def _staff(who: Actor) -> str:
    now = clock.now()
    caseload = homes.caseload(who, now)
    return render_template(
        "overview/home.html",
        kind="staff",
        caseload=caseload,
        figures=showing.caseload_figures(caseload, who.id, section_counts(who, CallsWish(), now)),
        items=showing.attention_items(caseload, now),
        waiting=[
            *showing.waiting_items(waiting(_looked_after(who), in_london(now).date())),
            *showing.asked_items(caseload.asked_at_rest),
        ],
        concerns=showing.concern_items(open_for(who.id, _looked_after(who))),
        questions=_questions(who, in_london(now).date()),
        covered=showing.cover_sentences(covers_around(who.id, now), who.id),
        now=now,
    )


def _questions(who: Actor, today: date) -> list[dict[str, Any]]:
    """What the community waits for, on the homes of those who answer it: the leads."""
    return showing.question_items(owed(today)) if who.staff_role is Role.LEAD else []


def _looked_after(who: Actor) -> frozenset[int] | None:
    """The sites whose requests wait for this person; None: every site, for administrators."""
    return None if who.staff_role is Role.ADMIN and not who.assigned else who.assigned


def _authority(who: Actor) -> str:
    now, today = clock.now(), clock.today()
    found = homes.own_sites(who, now)
    return render_template(
        "overview/home.html",
        kind="authority",
        asked=showing.asked_of(found, today),
        sites=showing.own_sites(found, today),
        today=today,
    )
