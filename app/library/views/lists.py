"""The list of resources, and what waits for its reader."""

from typing import Any

from flask import render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core.web.asked import page_number
from app.library import queries
from app.library.queries import CollectionRow, Shelf
from app.library.rules import Wanted
from app.library.showing import IMPLEMENTATION, KINDS, KNOWN, STATE_TAGS, chips, sum_of
from app.library.views.blueprint import Page, blueprint, reader
from app.members import queries as members
from app.members.rules import ROLES, STAGES, TAGS

LONGEST_SEARCH = 200
SORTS = [("", "As it fits"), *KNOWN["sort"].items()]
LABELS = {"stages": STAGES, "tags": TAGS, "roles": ROLES, "adopting": IMPLEMENTATION}


def _wanted() -> Wanted:
    asked = {name: request.args.get(name, "") for name in KNOWN}
    held = {name: value for name, value in asked.items() if value in KNOWN[name]}
    return Wanted(q=" ".join(request.args.get("q", "")[:LONGEST_SEARCH].split()), **held)


def _address(**changes: object) -> str:
    asked: dict[str, object] = {**vars(_wanted()), **changes}
    held: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for("library.index", **held)


def _to_start_with(wanted: Wanted, found: Shelf) -> tuple[CollectionRow, ...]:
    """Collections stand above the whole list, on its first page."""
    is_whole = not (wanted.q or wanted.filters) and found.page == 1
    return queries.collections() if is_whole else ()


def _narrowing(wanted: Wanted) -> dict[str, Any]:
    """What the filters offer, and what a search for other words keeps of them."""
    kept = [(name, value) for name, value in vars(wanted).items() if value and name != "q"]
    return {"beside_words": kept, "known": KNOWN, "sorts": SORTS}


@blueprint.get("/community/resources")
@requires(Can.USE_COMMUNITY)
def index() -> Page:
    """What is shared: searched, narrowed, sorted."""
    wanted = _wanted()
    found = queries.shelf(wanted, page_number())
    return render_template(
        "library/index.html",
        wanted=wanted,
        shelf=found,
        **_narrowing(wanted),
        sum=sum_of(found),
        chips=chips(wanted, _address),
        labels=LABELS,
        collections=_to_start_with(wanted, found),
        waiting=len(queries.waiting_for(reader())),
        page_href=lambda page: _address(page=page),
    )


@blueprint.get("/community/resources/mine")
@requires(Can.USE_COMMUNITY)
def mine() -> Page:
    """What waits for the reader's approval, and what they shared or began."""
    waiting, own = queries.waiting_for(reader()), queries.of_owner(the_actor().id)
    return render_template(
        "library/mine.html",
        waiting=waiting,
        own=own,
        names=members.bylines({row.owner_id for row in waiting}),
        state_tags=STATE_TAGS,
        kinds=KINDS,
    )
