"""The actions of a site: the list, narrowed by its address, and the same as a file."""

from dataclasses import asdict
from typing import Any

from flask import Response, render_template, request, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.plans import queries, showing
from app.plans.queries import Choices, Wanted
from app.plans.views.blueprint import blueprint

LONGEST = 120
KNOWN = {
    "status": showing.STATUSES,
    "side": showing.SIDES,
    "origin": showing.ORIGINS,
    "due": showing.DUES,
}


@blueprint.get("/sites/<site>/plan")
@requires(Can.SEE_PLAN)
def index() -> str:
    """What is to be done, overdue first."""
    site, today, wanted = the_site(), clock.today(), _wanted()
    counts, choices = queries.open_counts(site.id, today), queries.choices(site.id)
    listed = queries.of_site(site.id, wanted, today, _page())
    return render_template(
        "plans/index.html",
        counts=counts,
        listed=listed,
        choices=choices,
        rows=showing.rows(listed.rows, today, _action),
        first_line=showing.first_line(counts),
        figures=showing.figures(counts, _address),
        **_narrowing(wanted, choices),
    )


@blueprint.get("/sites/<site>/plan/actions.csv")
@requires(Can.SEE_PLAN)
def export() -> Response:
    """The same list as CSV."""
    found = queries.every_of_site(the_site().id, _wanted(), clock.today())
    name = f"{the_site().slug}-actions.csv"
    return Response(
        write_csv(showing.HEADINGS, (showing.cells(row) for row in found)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _wanted() -> Wanted:
    """The filters of the address; words it does not know do not narrow."""
    given = {name: request.args.get(name, "") for name in KNOWN}
    kept = {name: value for name, value in given.items() if value in KNOWN[name]}
    return Wanted(**kept, owner=request.args.get("owner", "")[:LONGEST])


def _page() -> int:
    asked = request.args.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _address(**changes: Any) -> str:
    """The address of this list with some of it changed; the page starts at 1."""
    asked = asdict(_wanted()) | changes
    held = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return url_for("plans.index", site=the_site().slug, **held)


def _action(number: int) -> str:
    return url_for("plans.action", site=the_site().slug, action_id=number)


def _narrowing(wanted: Wanted, choices: Choices) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, those offered, where they lead."""
    named = showing.named_filters(wanted, choices)
    held: dict[str, Any] = {name: value for name, value in asdict(wanted).items() if value}
    return {
        "wanted": wanted,
        "words": showing,
        "chips": [{"text": words, "href": _address(**{name: ""})} for name, words in named],
        "chosen_words": ", ".join(words for _, words in named),
        "page_href": lambda number: _address(page=number),
        "csv_href": url_for("plans.export", site=the_site().slug, **held),
    }
