"""The page of one site."""

from flask import render_template

from app.access.gate import SiteRef, requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.checkins import queries as calls
from app.core import audit_trail, clock
from app.core.audit_trail import TrailFilter
from app.journey import queries as journeys
from app.journey.showing import next_rows, stage_states, summary, task
from app.overview.queries.one_site import site_details
from app.overview.queries.rounds import NO_ROUNDS, rounds_by_site
from app.overview.showing import listed_rounds
from app.overview.views.blueprint import blueprint
from app.pilots.queries import concerns
from app.sites import queries as site_queries

NEXT_STEPS, RECENT = 5, 6


@blueprint.get("/sites/<site>")
@requires(Can.SEE_SITE)
def site() -> str:
    """Where the site stands, what is next, who is there, what happened last."""
    ref = the_site()
    details = site_details(ref.id)
    return render_template(
        "overview/site.html",
        details=details,
        stages=stage_states(details.stage),
        authorities=site_queries.authorities_of(ref.id),
        people=site_queries.people_of(ref.id),
        rounds=_rounds(ref),
        concerns=concerns([ref.id], clock.today()).get(ref.id, []),
        next_call=calls.next_calls([ref.id], clock.now()).get(ref.id),
        today=clock.today(),
        **_ahead(ref.id),
        **_behind(ref.id),
    )


def _ahead(site_id: int) -> dict[str, object]:
    """The journey in a sentence, and its next steps."""
    today = clock.today()
    milestones = journeys.milestones_of(site_id, today)
    return {
        "summary": summary(milestones, today) if milestones else "",
        "tasks": [task(row, today) for row in next_rows(milestones, NEXT_STEPS)],
    }


def _rounds(ref: SiteRef) -> list[dict[str, object]]:
    """The self assessments with what the reader can do next."""
    found = rounds_by_site([ref.id], the_actor().id).get(ref.id, NO_ROUNDS)
    return listed_rounds(found, ref, clock.today())


def _behind(site_id: int) -> dict[str, object]:
    """What happened last, and the names of who did it."""
    wanted = TrailFilter(site_id=site_id, everything=the_actor().is_nspcc)
    events = audit_trail.history(wanted, limit=RECENT)
    return {
        "events": events,
        "names": names({event.actor_id for event in events if event.actor_id}),
    }
