"""Fidelity across sites."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.dashboards.datasets.fidelity import CHARTS, TITLES
from app.dashboards.fidelity import faithful
from app.dashboards.showing_programme import two_figures
from app.dashboards.views.blueprint import blueprint, chart_file


@blueprint.get("/dashboards/fidelity")
@requires(Can.SEE_DASHBOARDS)
def fidelity() -> str:
    """How closely and how widely the framework is used, which parts are kept, which way it goes."""
    found = faithful(the_actor(), clock.today())
    return render_template(
        "dashboards/fidelity.html",
        charts=[build(found) for build in CHARTS.values()],
        figures=two_figures(found.two),
        titles=TITLES,
        today=found.today,
        csv_href=lambda chart: url_for("dashboards.fidelity_csv", chart=chart),
    )


@blueprint.get("/dashboards/fidelity/<chart>.csv")
@requires(Can.SEE_DASHBOARDS)
def fidelity_csv(chart: str) -> Response:
    """The rows of one of the charts."""
    build = CHARTS.get(chart) or abort(404)
    return chart_file(build(faithful(the_actor(), clock.today(), every_row=True)))
