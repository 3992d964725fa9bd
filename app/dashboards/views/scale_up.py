"""The questions of 2018, asked of today's data."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.dashboards.datasets.scale_up import CHARTS, TITLES
from app.dashboards.scale_up import programme
from app.dashboards.views.blueprint import blueprint, chart_file
from app.indicators.rules.ways import ORDER, STANDING


@blueprint.get("/dashboards/scale-up")
@requires(Can.SEE_DASHBOARDS)
def scale_up() -> str:
    """How the framework is used, how long it lasts, and what came before it faltered."""
    found = programme(the_actor(), clock.today())
    return render_template(
        "dashboards/scale_up.html",
        charts=[build(found) for build in CHARTS.values()] if found.summed.sites else [],
        titles=TITLES,
        today=found.today,
        number=found.summed.sites,
        ways=ORDER,
        standing=STANDING,
        csv_href=lambda chart: url_for("dashboards.scale_up_csv", chart=chart),
    )


@blueprint.get("/dashboards/scale-up/<chart>.csv")
@requires(Can.SEE_DASHBOARDS)
def scale_up_csv(chart: str) -> Response:
    """The rows of one of the charts."""
    build = CHARTS.get(chart) or abort(404)
    return chart_file(build(programme(the_actor(), clock.today())))
