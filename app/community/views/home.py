"""The home of a member: what is new, what they could do, what is coming."""

from datetime import timedelta

from flask import render_template, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.community import queries, service, showing
from app.community.rules.first_week import Step, is_newcomer
from app.community.views.blueprint import Page, blueprint
from app.core import clock

MOST = 12
WITHOUT_VISIT = timedelta(days=14)
STEPS = {
    Step.RULES: "members.house_rules",
    Step.PROFILE: "members.profile",
    Step.INTERESTS: "community.interests",
    Step.EVENT: "events.index",
    Step.WORDS: "topics.index",
}


@blueprint.get("/community")
@requires(Can.USE_COMMUNITY)
def home() -> Page:
    """What came since the last visit; newcomers see their first steps too."""
    who, now = the_actor(), clock.now()
    seen = service.be_here(who.id, now)
    found = queries.news(who, seen.before or now - WITHOUT_VISIT, now, MOST)
    week = queries.first_week(who.id) if is_newcomer(seen.first_at, now) else None
    return render_template(
        "community/home.html",
        since=seen.before,
        found=found,
        parts=showing.news_parts(found),
        steps=showing.steps(week, _step_href) if week and not week.is_over else [],
        steps_sum=showing.steps_sum(week) if week else "",
    )


def _step_href(step: Step) -> str:
    return url_for(STEPS[step])
