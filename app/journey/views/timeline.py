"""The timeline of a site with its progress scores."""

from flask import render_template
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.listing import csv_answer
from app.journey import queries, reading, score_words
from app.journey.datasets.timeline import (
    forecast_rule,
    timeline_chart,
    timeline_frame,
    timeline_sentence,
)
from app.journey.queries import MilestoneRow
from app.journey.rules import Stage
from app.journey.showing import stage_states
from app.journey.views.blueprint import blueprint
from app.sites.rules import Status


@blueprint.get("/sites/<site>/journey/timeline")
@requires(Can.SEE_JOURNEY)
def timeline() -> str:
    """Planned, forecast and done, and what the dates say of progress."""
    today, site = clock.today(), the_site()
    rows = queries.milestones_of(site.id, today)
    return render_template(
        "journey/timeline.html",
        stages=stage_states(Stage(site.stage)),
        planned=bool(rows),
        today=today,
        **(_drawn(rows) | _scored(rows) if rows else {}),
    )


@blueprint.get("/sites/<site>/journey/timeline.csv")
@requires(Can.SEE_JOURNEY)
def timeline_csv() -> Response:
    """The dates of the chart as CSV."""
    today, site = clock.today(), the_site()
    rows = queries.milestones_of(site.id, today)
    found = reading.timeline(rows, Status(site.status), today)
    return csv_answer(timeline_frame(found.lines).csv(), f"timeline-{site.slug}.csv")


def _drawn(rows: list[MilestoneRow]) -> dict[str, object]:
    today, status = clock.today(), Status(the_site().status)
    found = reading.timeline(rows, status, today)
    frame = timeline_frame(found.lines)
    return {
        "frame": frame,
        "lines": found.lines,
        "figure": timeline_chart(frame, today),
        "sentence": timeline_sentence(found, today),
        "rule": forecast_rule(found, status is Status.ACTIVE),
    }


def _scored(rows: list[MilestoneRow]) -> dict[str, object]:
    site, today, exact = the_site(), clock.today(), the_actor().is_nspcc
    found = reading.progress(site.id, rows, today, exact=exact)
    return {
        "progress": found,
        "scores": score_words.summary_rows(found),
        "by_stage": score_words.stage_frame(found).table(),
    }
