"""The pilots of a site, narrowed by the address."""

from dataclasses import asdict
from typing import Any

from flask import render_template, request, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number
from app.pilots import queries, showing
from app.pilots.queries import Wanted
from app.pilots.queries.pilots import SORTS
from app.pilots.views.blueprint import blueprint

LONGEST = 80


@blueprint.get("/sites/<site>/pilots")
@requires(Can.SEE_PILOTS)
def index() -> str:
    """The pilots of a site, newest first."""
    wanted, today = _wanted(), clock.today()
    listed = queries.of_site(the_site().id, wanted, today, page_number())
    named = showing.named_filters(asdict(wanted))
    return render_template(
        "pilots/index.html",
        listed=listed,
        wanted=wanted,
        words=showing,
        rows=showing.rows(listed.rows, today, _pilot_address),
        columns=showing.columns(showing.COLUMNS, wanted.sort, _address),
        chips=[{"text": text, "href": _address(**{name: ""})} for name, text in named.items()],
        chosen_words=", ".join(named.values()),
        page_href=lambda number: _address(page=number),
    )


def _wanted() -> Wanted:
    given = {name: request.args.get(name, "") for name in showing.NAMED}
    kept = {name: value for name, value in given.items() if value in showing.NAMED[name]}
    sort = request.args.get("sort", "-number")
    return Wanted(
        q=request.args.get("q", "").strip()[:LONGEST],
        sort=sort if sort.removeprefix("-") in SORTS else "-number",
        **kept,
    )


def _address(**changes: Any) -> str:
    gone = (("page", 1), ("sort", "-number"))
    asked = asdict(_wanted()) | changes
    held = {name: value for name, value in asked.items() if value and (name, value) not in gone}
    return url_for("pilots.index", site=the_site().slug, **held)


def _pilot_address(number: int) -> str:
    return url_for("pilots.pilot", site=the_site().slug, pilot_id=number)
