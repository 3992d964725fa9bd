"""A paused or stopped site comes back: what can be reused, what is to be renewed, which dates."""

from datetime import date, timedelta

from flask import render_template

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.journey import queries as journeys
from app.overview import showing
from app.overview.queries.re_entry import left_at
from app.overview.rules import re_entry as rules
from app.overview.views.blueprint import blueprint
from app.sites.rules import Stage, Status
from app.standing import queries as standing
from app.standing.queries import Declared

STILL_NEW = timedelta(days=92)  # after that, dates have been agreed anew or will not be


@blueprint.get("/sites/<site>/re-entry")
@requires(Can.SEE_SITE)
def re_entry() -> str:
    """What there is to build on, in every room; the stage is then decided by a person."""
    site, today = the_site(), clock.today()
    milestones = journeys.milestones_of(site.id, today)
    found = rules.lines(left_at(site.id, milestones, clock.now()), today)
    rested = _rest(standing.declarations_of(site.id), today)
    return render_template(
        "overview/re_entry.html",
        reusable=showing.line_rows(rules.reusable(found), site.slug),
        to_renew=showing.line_rows(rules.to_renew(found), site.slug),
        rested=rested,
        proposed=showing.proposed_rows(milestones, rested[1] - rested[0], site.slug)
        if rested
        else [],
        stage=Stage(site.stage),
        today=today,
    )


def _rest(history: list[Declared], today: date) -> tuple[date, date] | None:
    """From when until when the site rested last; until today where it still does."""
    ends, begins = today, None
    for one in history:  # the latest first
        if one.status is Status.ACTIVE:
            if begins is not None:
                break
            ends = one.on
        else:
            begins = one.on
    is_news = ends >= today - STILL_NEW
    return (begins, ends) if begins is not None and is_news else None
