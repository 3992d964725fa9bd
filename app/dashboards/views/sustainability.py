"""Sustainability across sites."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.dashboards.datasets.sustainability import CHARTS, TITLES
from app.dashboards.sustainability import lasting
from app.dashboards.views.blueprint import blueprint, chart_file


@blueprint.get("/dashboards/sustainability")
@requires(Can.SEE_DASHBOARDS)
def sustainability() -> str:
    """How lasting the use is, what holds it up, and which way it goes."""
    found = lasting(the_actor(), clock.today())
    return render_template(
        "dashboards/sustainability.html",
        charts=[build(found) for build in CHARTS.values()],
        titles=TITLES,
        today=found.today,
        csv_href=lambda chart: url_for("dashboards.sustainability_csv", chart=chart),
    )


@blueprint.get("/dashboards/sustainability/<chart>.csv")
@requires(Can.SEE_DASHBOARDS)
def sustainability_csv(chart: str) -> Response:
    """The rows of one of the charts."""
    build = CHARTS.get(chart) or abort(404)
    return chart_file(build(lasting(the_actor(), clock.today(), every_row=True)))
