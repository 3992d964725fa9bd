"""An authority beside similar ones."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.dashboards.compared import compared
from app.dashboards.datasets.compared import CHARTS, TITLES
from app.dashboards.sentences.compared import group_sentence
from app.dashboards.views.blueprint import blueprint, chart_file


@blueprint.get("/sites/<site>/compare")
@requires(Can.COMPARE_SITE)
def compare() -> str:
    """Its numbers beside those of an anonymous group, the same for a whole quarter."""
    ref = the_site()
    found = compared(ref.id, clock.today(), the_actor().own_sites)
    return render_template(
        "dashboards/compare.html",
        found=found,
        others=group_sentence(found.group, found.number) if found.group else "",
        charts=[build(found) for build in CHARTS.values()] if found.is_enough else [],
        titles=TITLES,
        csv_href=lambda chart: url_for("dashboards.compare_csv", site=ref.slug, chart=chart),
    )


@blueprint.get("/sites/<site>/compare/<chart>.csv")
@requires(Can.COMPARE_SITE)
def compare_csv(chart: str) -> Response:
    """The rows of one of the charts."""
    build = CHARTS.get(chart) or abort(404)
    found = compared(the_site().id, clock.today(), the_actor().own_sites)
    return chart_file(build(found)) if found.is_enough else abort(404)
