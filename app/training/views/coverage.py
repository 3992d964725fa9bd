"""The front page of training: who is trained and still in post, in words, table and chart."""

from flask import render_template, request
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.listing import csv_answer
from app.training import showing
from app.training.queries.coverage import headcounts, posts
from app.training.rules.register import StaffRole
from app.training.views.blueprint import blueprint


@blueprint.get("/sites/<site>/training")
@requires(Can.SEE_TRAINING)
def index() -> str:
    """Coverage of those trained and still in post, managers apart."""
    site, today = the_site(), clock.today()
    teams, people = headcounts(site.id), posts(site.id)
    parts = [showing.part(teams, people, role, today) for role in StaffRole]
    return render_template(
        "training/index.html",
        teams=teams,
        people=people,
        parts=parts,
        first_line=showing.first_line(teams, people, today),
        team_table=showing.team_rows(teams, people, today),
        today=today,
    )


@blueprint.get("/sites/<site>/training/coverage.csv")
@requires(Can.SEE_TRAINING)
def coverage_csv() -> Response:
    """The figures of one chart; `role` says which."""
    asked = request.args.get("role", "")
    role = StaffRole(asked) if asked in set(StaffRole) else StaffRole.PRACTITIONER
    site = the_site()
    part = showing.part(headcounts(site.id), posts(site.id), role, clock.today())
    return csv_answer(part.frame.csv(), f"{site.slug}-coverage-{role.plural}.csv")
