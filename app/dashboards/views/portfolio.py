"""The dashboard of many sites."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.dashboards import showing
from app.dashboards.portfolio import CHARTS, TITLES, Asked
from app.dashboards.queries.attention import needy
from app.dashboards.queries.saved import views_of
from app.dashboards.queries.scope import scope_of, spread_of
from app.dashboards.rules.asking import Wish
from app.dashboards.views.blueprint import Answer, blueprint, chart_file
from app.overview.queries.portfolio import options


def _asked(wish: Wish) -> Asked:
    scope = scope_of(the_actor(), wish)
    return Asked(the_actor(), scope, spread_of(scope), clock.now())


@blueprint.get("/dashboards")
@requires(Can.SEE_DASHBOARDS)
def portfolio() -> Answer:
    """Who needs somebody, then the charts; an address without anything opens the first view."""
    views = views_of(the_actor().id)
    first = next((one for one in views if one.is_first), None)
    if first is not None and not request.args:
        return redirect(url_for("dashboards.portfolio", **first.asked))
    wish = Wish.read(request.args)
    asked = _asked(wish)
    return render_template(
        "dashboards/portfolio.html",
        asked=asked,
        wish=wish,
        views=showing.kept_views(views, wish),
        **_answers(asked, wish),
        **_around(asked, wish),
    )


def _answers(asked: Asked, wish: Wish) -> dict[str, object]:
    """Who needs somebody, and the charts; nothing of no site."""
    found = needy(asked.scope, asked.now, wish.page)
    return {
        "found": found,
        "items": showing.attention(found.rows, asked.today),
        "charts": [build(asked) for build in CHARTS.values()] if asked.spread.found else [],
    }


def _around(asked: Asked, wish: Wish) -> dict[str, object]:
    """Figures, filters and addresses."""
    return {
        "figures": showing.figures(asked.spread, wish),
        "titles": TITLES,
        "csv_href": showing.chart_address(wish),
        "page_href": lambda page: url_for("dashboards.portfolio", **wish.query(page=page)),
        **showing.narrowing(wish, asked.spread, asked.scope, options(the_actor())),
    }


@blueprint.get("/dashboards/<chart>.csv")
@requires(Can.SEE_DASHBOARDS)
def chart_csv(chart: str) -> Response:
    """The rows of one of the charts, of the same sites."""
    build = CHARTS.get(chart) or abort(404)
    return chart_file(build(replace(_asked(Wish.read(request.args)), every_row=True)))
