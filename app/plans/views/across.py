"""Actions of all sites: a person's own, and for those who see more, everybody's."""

from typing import Any

from flask import Response, render_template, request, url_for

from app.access.gate import can, signed_in, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.asked import page_number
from app.core.web.listing import csv_answer, filters_of, sort_of
from app.plans import across_words, showing
from app.plans.queries import Wanted
from app.plans.queries.across import (
    WantedAcross,
    across_choices,
    across_counts,
    every_across,
)
from app.plans.queries.across import across as read
from app.plans.queries.lists import SORTS
from app.plans.views.blueprint import ACROSS, blueprint

KNOWN = {
    "status": showing.STATUSES,
    "side": showing.SIDES,
    "due": showing.DUES,
    "code": showing.CODES,
    "whose": across_words.WHOSE,
}


@blueprint.get("/actions")
@signed_in
def across() -> str:
    """What is to be done, first due first, at every site one sees."""
    actor, today, wanted = the_actor(), clock.today(), _wanted()
    choices, listed = across_choices(actor), read(actor, wanted, today, page_number())
    counts = across_counts(actor, wanted.whose, today)
    return render_template(
        "plans/across.html",
        listed=listed,
        choices=choices,
        counts=counts,
        rows=across_words.rows(listed.rows, today, _action),
        first_line=across_words.first_line(counts, wanted.whose),
        figures=across_words.figures(counts, _address),
        wanted=wanted,
        words=showing,
        **_narrowing(wanted, across_words.named_filters(wanted, choices)),
    )


@blueprint.get("/actions.csv")
@signed_in
def across_csv() -> Response:
    """The same list as CSV."""
    found = every_across(the_actor(), _wanted(), clock.today())
    rows = (across_words.cells(one) for one in found)
    return csv_answer(write_csv(across_words.HEADINGS, rows), "actions.csv")


def _wanted() -> WantedAcross:
    """The filters of the address; words it does not know do not narrow. What is done is left out
    unless it is asked for."""
    kept = filters_of(KNOWN)
    whose, lead = kept.pop("whose", ""), request.args.get("lead", "")
    any_status = request.args.get("status") == across_words.ANY
    kept.setdefault("status", "" if any_status else across_words.TO_DO)
    is_number = lead.isascii() and lead.isdigit() and len(lead) < 10
    return WantedAcross(
        whose=whose,
        site=request.args.get("at", "")[:120],
        lead=lead if is_number and can(Can.COMPARE_BARRIERS) else "",
        listed=Wanted(**kept, sort=sort_of((*SORTS, "site"))),
    )


def _held(**changes: Any) -> dict[str, Any]:
    """The filters of the list in an address; any status has to be asked for."""
    wanted = _wanted()
    asked = {
        "whose": wanted.whose,
        "at": wanted.site,
        "lead": wanted.lead,
        **{name: getattr(wanted.listed, name) for name in ("side", "due", "code", "sort")},
        "status": wanted.listed.status,
        **changes,
    }
    status = asked.pop("status")
    kept = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return kept if status == across_words.TO_DO else {**kept, "status": status or across_words.ANY}


def _address(**changes: Any) -> str:
    return url_for("plans.across", **_held(**changes))


def _action(slug: str, number: int) -> str:
    """The page of an action, which remembers this list."""
    here = _held(page=page_number())
    return url_for("plans.action", site=slug, action_id=number, list=ACROSS, **here)


def _narrowing(wanted: WantedAcross, named: list[tuple[str, str]]) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, and where each link leads."""
    return {
        "columns": across_words.columns(wanted.listed.sort, _address),
        "chips": [{"text": text, "href": _address(**{name: ""})} for name, text in named],
        "chosen_words": ", ".join(text for _, text in named),
        "page_href": lambda number: _address(page=number),
        "csv_href": url_for("plans.across_csv", **_held()),
        "whose_offered": across_words.WHOSE,
    }
