"""The page of one site."""

from flask import render_template

from app.access.gate import SiteRef, can, is_at_rest, requires, the_actor, the_site
from app.access.policy import Can
from app.checkins import queries as calls
from app.core import clock
from app.joining.queries.contracts import contracts_of
from app.joining.showing.contracts import sentence
from app.journey import queries as journeys
from app.journey.showing import next_rows, stage_states, summary, task
from app.measures.rules.use import Asking
from app.overview.queries.one_site import SiteDetails, site_details
from app.overview.queries.owed import owed_by_site
from app.overview.queries.rounds import NO_ROUNDS, SiteRounds, newest_rounds, rounds_by_site
from app.overview.queries.stream import recent
from app.overview.rules.people import people_words
from app.overview.showing import listed_rounds
from app.overview.showing import stream as showing
from app.overview.showing.owed import owed_lines
from app.overview.views.blueprint import blueprint
from app.pilots.queries import concerns
from app.sites import queries as site_queries
from app.sites.rules import Status
from app.sites.showing import posts
from app.standing import queries as standing
from app.standing.showing import around_items

NEXT_STEPS, RECENT = 5, 5


@blueprint.get("/sites/<site>")
@requires(Can.SEE_SITE)
def site() -> str:
    """Where the site stands, what is next, who is there, what happened last."""
    ref = the_site()
    details = site_details(ref.id)
    return render_template(
        "overview/site.html",
        details=details,
        members=details.members,
        stages=stage_states(details.stage),
        rounds=_rounds(ref),
        today=clock.today(),
        **_who(ref.id),
        **_agreed(ref),
        **_around(ref),
        **_ahead(ref, details),
        **_behind(ref.id),
    )


def _owed(ref: SiteRef, details: SiteDetails) -> list[dict[str, object]]:
    """What audits, adaptations and measures wait for."""
    today = clock.today()
    found = owed_by_site(
        {ref.id: Asking(details.stage, details.training_on)}, the_actor().id, today
    )
    return owed_lines(found[ref.id], ref.slug, today)


def _agreed(ref: SiteRef) -> dict[str, object]:
    """The contract in a sentence (nothing where work rests), what pilots ask for, the next call."""
    today, told = clock.today(), can(Can.SEE_JOINING) and not ref.is_at_rest
    return {
        "contract": sentence(contracts_of(ref.id, with_parties=False), today) if told else "",
        "concerns": concerns([ref.id], today).get(ref.id, []),
        "next_call": calls.next_calls([ref.id], clock.now()).get(ref.id),
    }


def _who(site_id: int) -> dict[str, object]:
    """Who holds which post, who covers for the NSPCC, and what to worry about."""
    today = clock.today()
    found = site_queries.standing_of([site_id], today)[site_id]
    leaving = site_queries.announced([site_id]).get(site_id, [])
    named = [(row.name, row.last_day) for row in leaving]
    return {
        "posts": posts(found, None),
        "warnings": people_words(found.vacant, named, today),
        "covers": site_queries.covers_at(site_id, today),
    }


def _ahead(ref: SiteRef, details: SiteDetails) -> dict[str, object]:
    """The journey in a sentence, its next steps, and what else is waited for."""
    today = clock.today()
    if is_at_rest():
        return {"summary": "Nothing is due while work rests.", "tasks": [], "owed": []}
    milestones = journeys.milestones_of(ref.id, today)
    return {
        "owed": _owed(ref, details),
        "summary": summary(milestones, today) if milestones else "",
        "tasks": [task(row, today) for row in next_rows(milestones, NEXT_STEPS)],
    }


def _around(ref: SiteRef) -> dict[str, object]:
    """What goes on around the work: events, authorities that took over, adoptions met."""
    merged = standing.merged(ref.id)
    near = standing.events_around([ref.id], clock.today(), registered=merged.is_reorganised)
    rows = near.get(ref.id, [])
    return {
        "around": around_items(rows, ref.slug, clock.today()),
        "authorities": merged.authorities,
        "continued": merged.under,
        "met": () if ref.status == Status.STOPPED else merged.met,
    }


def _rounds(ref: SiteRef) -> list[dict[str, object]]:
    """The self assessments with what the reader can do next; where work rests, the last result."""
    if ref.is_at_rest:
        newest = newest_rounds([ref.id]).get(ref.id, {})
        signed = {code: one for code, one in newest.items() if one.signed_off_at}
        return listed_rounds(SiteRounds((), signed), ref, clock.today())
    found = rounds_by_site([ref.id], the_actor().id).get(ref.id, NO_ROUNDS)
    return listed_rounds(found, ref, clock.today())


def _behind(site_id: int) -> dict[str, object]:
    """What happened last."""
    return {"recent": showing.recent(recent(the_actor(), site_id, clock.now(), RECENT))}
