"""The portfolio: every site the reader may see."""

from flask import render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.overview import showing
from app.overview.queries import portfolio as queries
from app.overview.queries.rounds import newest_rounds
from app.overview.rules import PortfolioWish
from app.overview.views.blueprint import blueprint


@blueprint.get("/sites")
@requires(Can.SEE_SITE)
def portfolio() -> str:
    """One page of the list, as the address asks."""
    wish, now = PortfolioWish.read(request.args), clock.now()
    found = queries.portfolio(the_actor(), wish, now)
    numbers = [row.site_id for row in found.rows]
    contact = queries.contact_by_site(numbers, now)
    return render_template(
        "overview/portfolio.html",
        found=found,
        wish=wish,
        **showing.narrowing(wish, found, queries.options(the_actor())),
        columns=showing.columns(wish),
        rows=showing.rows(found, contact, newest_rounds(numbers), clock.today()),
        page_href=lambda page: url_for("overview.portfolio", **wish.address(page=page)),
        now=now,
    )
