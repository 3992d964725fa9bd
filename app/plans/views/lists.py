"""The actions of a site: the list, narrowed by its address, and the same as a file."""

from dataclasses import asdict
from typing import Any

from flask import Response, render_template, request, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number
from app.core.web.listing import csv_answer, filters_of, sort_of
from app.plans import queries, showing
from app.plans.queries import Choices, Wanted
from app.plans.queries.lists import NO_OBJECTIVE, SORTS
from app.plans.queries.objectives import objectives
from app.plans.rules import Barrier, Facilitator
from app.plans.views.blueprint import blueprint

LONGEST = 120
KNOWN = {
    "status": showing.STATUSES,
    "side": showing.SIDES,
    "origin": showing.ORIGINS,
    "due": showing.DUES,
    "code": frozenset([*Barrier, *Facilitator]),
}


@blueprint.get("/sites/<site>/plan/actions")
@requires(Can.SEE_PLAN)
def actions() -> str:
    """What is to be done, overdue first."""
    site, today, wanted = the_site(), clock.today(), _wanted()
    counts, choices = queries.open_counts(site.id, today), queries.choices(site.id)
    listed = queries.of_site(site.id, wanted, today, page_number())
    named = {str(one.id): one.title for one in objectives(site.id)}
    return render_template(
        "plans/actions.html",
        counts=counts,
        listed=listed,
        choices=choices,
        rows=showing.rows(listed.rows, today, _action),
        first_line=showing.first_line(counts),
        figures=showing.figures(counts, _address),
        objectives=[(NO_OBJECTIVE, "Without an objective"), *named.items()],
        **_narrowing(wanted, choices, named),
    )


@blueprint.get("/sites/<site>/plan/actions.csv")
@requires(Can.SEE_PLAN)
def export() -> Response:
    """The same list as CSV."""
    site = the_site()
    found = queries.every_of_site(site.id, _wanted(), clock.today())
    named = {one.id: one.title for one in objectives(site.id)}
    codes = queries.codes_of([row.id for row in found])
    rows = (showing.cells(row, named, codes.get(row.id, ())) for row in found)
    return csv_answer(write_csv(showing.HEADINGS, rows), f"{site.slug}-actions.csv")


def _wanted() -> Wanted:
    """The filters of the address; words it does not know do not narrow."""
    objective = request.args.get("objective", "")
    is_number = objective.isascii() and objective.isdigit() and len(objective) < 10
    return Wanted(
        **filters_of(KNOWN),
        owner=request.args.get("owner", "")[:LONGEST],
        objective=objective if is_number or objective == NO_OBJECTIVE else "",
        sort=sort_of(SORTS),
    )


def _address(**changes: Any) -> str:
    """The address of this list with some of it changed; the page starts at 1."""
    asked = asdict(_wanted()) | changes
    kept = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return url_for("plans.actions", site=the_site().slug, **kept)


def _action(number: int) -> str:
    """The page of an action, which remembers this list."""
    here: dict[str, Any] = {name: value for name, value in asdict(_wanted()).items() if value}
    if page_number() > 1:
        here["page"] = page_number()
    return url_for("plans.action", site=the_site().slug, action_id=number, **here)


def _narrowing(wanted: Wanted, choices: Choices, objectives: dict[str, str]) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, those offered, where they lead."""
    named = showing.named_filters(wanted, choices, objectives)
    kept: dict[str, Any] = {name: value for name, value in asdict(wanted).items() if value}
    return {
        "wanted": wanted,
        "words": showing,
        "columns": showing.columns(wanted.sort, _address),
        "chips": [{"text": words, "href": _address(**{name: ""})} for name, words in named],
        "chosen_words": ", ".join(words for _, words in named),
        "page_href": lambda number: _address(page=number),
        "csv_href": url_for("plans.export", site=the_site().slug, **kept),
        "kept": [*kept.items(), *([("page", page_number())] if page_number() > 1 else [])],
    }
