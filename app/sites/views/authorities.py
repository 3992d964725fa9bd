"""The register of authorities: the list, and one page for each."""

from collections.abc import Callable
from typing import Any

from flask import abort, render_template, request, url_for

from app.access.gate import requires
from app.access.policy import Can
from app.core import clock
from app.sites import queries
from app.sites.queries import AuthorityFacts, AuthorityList, Filters
from app.sites.rules.register import ATTRIBUTION
from app.sites.rules.succession import stands_on
from app.sites.views.blueprint import Page, blueprint

LIMIT = 100


def _filters() -> Filters:
    given = {name: request.args.get(name, "")[:LIMIT] for name in ("q", "nation", "region", "type")}
    page = request.args.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return Filters(**given, sort=request.args.get("sort", "name")[:20], page=number)


@blueprint.get("/authorities")
@requires(Can.SEE_AUTHORITIES)
def authorities() -> Page:
    """The authorities that stand today, filtered and sorted."""
    filters = _filters()
    listed = queries.authorities(filters, clock.today())
    return render_template(
        "sites/authorities.html",
        listed=listed,
        filters_now=filters,
        sum=_sum(filters, listed),
        address=_address(filters),
        attribution=ATTRIBUTION,
    )


def _sum(filters: Filters, listed: AuthorityList) -> str:
    """ "153 of 207 authorities: England"."""
    words = f"{listed.found:,} of {listed.total:,} authorities"
    return f"{words}: {', '.join(filters.narrowing)}" if filters.narrowing else words


def _address(filters: Filters) -> Callable[..., str]:
    """A function: the address of this list with some values replaced; the page starts at 1."""

    def address(**changes: Any) -> str:
        values: dict[str, Any] = {
            "q": filters.q,
            "nation": filters.nation,
            "region": filters.region,
            "type": filters.type,
            "sort": filters.sort if filters.sort != "name" else "",
            **changes,
        }
        kept = {name: value for name, value in values.items() if value not in ("", 1)}
        return url_for("sites.authorities", **kept)

    return address


@blueprint.get("/authorities/<int:authority_id>")
@requires(Can.SEE_AUTHORITIES)
def authority(authority_id: int) -> Page:
    """One authority: names, codes, what it follows and what follows it, its adoptions."""
    facts = queries.authority(authority_id)
    if facts is None:
        abort(404)
    return render_template(
        "sites/authority.html",
        facts=facts,
        state=_state(facts),
        stands=stands_on(facts.established_on, facts.abolished_on, clock.today()),
    )


def _state(facts: AuthorityFacts) -> tuple[str, str]:
    """Whether it exists today, as a word and the kind of its tag."""
    today = clock.today()
    if facts.established_on is not None and today < facts.established_on:
        return "Not yet established", "waiting"
    if stands_on(facts.established_on, facts.abolished_on, today):
        return ("Ends soon", "waiting") if facts.abolished_on else ("Exists", "active")
    return "Abolished", "neutral"
