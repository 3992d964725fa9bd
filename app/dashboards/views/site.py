"""The dashboard of one site."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.dashboards.one_site import BESIDE, QUESTIONS
from app.dashboards.views.blueprint import blueprint, chart_file


@blueprint.get("/sites/<site>/dashboard")
@requires(Can.SEE_SITE_DASHBOARD)
def site() -> str:
    """Five questions, each with its sentence and its chart."""
    ref, today = the_site(), clock.today()
    return render_template(
        "dashboards/site.html",
        answers=[
            (one, one.chart(ref, today), [(more, more.chart(ref, today)) for more in one.beside])
            for one in QUESTIONS.values()
        ],
        csv_href=lambda key: url_for("dashboards.site_csv", site=ref.slug, chart=key),
        today=today,
    )


@blueprint.get("/sites/<site>/dashboard/<chart>.csv")
@requires(Can.SEE_SITE_DASHBOARD)
def site_csv(chart: str) -> Response:
    """The rows of one of the charts."""
    asked = QUESTIONS.get(chart) or BESIDE.get(chart) or abort(404)
    return chart_file(asked.chart(the_site(), clock.today()))
