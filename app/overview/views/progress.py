"""How far and how fast every site came, side by side."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.listing import csv_answer
from app.journey.rules.pace import shares
from app.overview.datasets import progress_frame, quadrant_chart, quadrant_sentence
from app.overview.queries import portfolio
from app.overview.queries.progress import EverySite, progress_of_sites
from app.overview.rules import Paging
from app.overview.rules.progress import ProgressWish, SiteProgress, narrowed
from app.overview.showing import progress as showing
from app.overview.views.blueprint import blueprint


@blueprint.get("/sites/progress")
@requires(Can.SEE_SITE)
def progress() -> str:
    """The quadrant of the sites asked for, and a page of their scores."""
    wish, today, who = ProgressWish.read(request.args), clock.today(), the_actor()
    every = progress_of_sites(who, today)
    found = narrowed(every.rows, wish)
    paging = Paging(min(wish.page, Paging(1, len(found)).pages), len(found))
    return render_template(
        "overview/progress.html",
        every=every,
        wish=wish,
        paging=paging,
        today=today,
        rows=showing.rows(found[paging.offset : paging.offset + paging.size]),
        **showing.narrowing(wish, every, paging, portfolio.options(who)),
        **_drawn(found, every, wish),
    )


def _drawn(found: list[SiteProgress], every: EverySite, wish: ProgressWish) -> dict[str, object]:
    """The chart with its words, and the links of the list."""
    return {
        "figure": quadrant_chart(found),
        "sentence": quadrant_sentence(shares(one.quadrant for one in found), clock.today()),
        "compared": showing.compared_words(every.norms, exact=the_actor().is_nspcc),
        "columns": showing.columns(wish),
        "csv_href": url_for("overview.progress_csv", **wish.address(page=1)),
        "page_href": lambda page: url_for("overview.progress", **wish.address(page=page)),
    }


@blueprint.get("/sites/progress.csv")
@requires(Can.SEE_SITE)
def progress_csv() -> Response:
    """The scores of all sites that fit the filters as CSV."""
    wish = ProgressWish.read(request.args)
    found = narrowed(progress_of_sites(the_actor(), clock.today()).rows, wish)
    return csv_answer(progress_frame(found).csv(), "progress-of-sites.csv")
