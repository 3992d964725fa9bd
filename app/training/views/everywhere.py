"""Coverage of every site the reader sees, side by side."""

from dataclasses import asdict
from typing import Any

from flask import render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number
from app.training import everywhere_words as words
from app.training.queries import everywhere as reads
from app.training.queries.everywhere import Wanted
from app.training.views.blueprint import blueprint


@blueprint.get("/training/coverage")
@requires(Can.SEE_TRAINING)
def coverage_everywhere() -> str:
    """How many are trained and still in post, site by site; the lowest first."""
    wanted = _wanted()
    listed = reads.sites(the_actor(), wanted, clock.today(), page_number())
    named = words.named_filters(wanted)
    return render_template(
        "training/coverage_everywhere.html",
        listed=listed,
        wanted=wanted,
        words=words,
        rows=words.rows(listed.rows, _site_address),
        columns=words.columns(wanted.sort, _address),
        chips=[{"text": text, "href": _address(**{name: ""})} for name, text in named],
        chosen_words=", ".join(text for _, text in named),
        page_href=lambda number: _address(page=number),
    )


def _wanted() -> Wanted:
    given = request.args
    sort, state = given.get("sort", "practitioners"), given.get("state", "")
    return Wanted(
        q=given.get("q", "").strip()[:100],
        state=state if state in words.STATES else "",
        mine="yes" if given.get("mine") == "yes" else "",
        sort=sort if sort.removeprefix("-") in reads.SORTS else "practitioners",
    )


def _address(**changes: Any) -> str:
    gone = (("page", 1), ("sort", "practitioners"))
    asked = asdict(_wanted()) | changes
    held = {name: value for name, value in asked.items() if value and (name, value) not in gone}
    return url_for("training.coverage_everywhere", **held)


def _site_address(slug: str) -> str:
    return url_for("training.index", site=slug)
