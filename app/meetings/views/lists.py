"""The meetings of a site and their decisions, narrowed by the address."""

from dataclasses import asdict
from typing import Any

from flask import render_template, request, url_for

from app.access.gate import requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number
from app.meetings import queries, showing
from app.meetings.queries import DecisionsWanted, Wanted
from app.meetings.views.blueprint import blueprint

LONGEST = 80


@blueprint.get("/sites/<site>/meetings")
@requires(Can.SEE_MEETINGS)
def index() -> str:
    """Groups, the next meeting, and the list."""
    site, now, wanted = the_site(), clock.now(), _wanted()
    listed = queries.of_site(site.id, wanted, now, page_number())
    return render_template(
        "meetings/index.html",
        groups=queries.groups_of(site.id, clock.today()),
        next_one=queries.next_of(site.id, now) if listed.total else None,
        listed=listed,
        rows=showing.meeting_rows(listed.rows, site.slug, now),
        columns=showing.columns(showing.MEETING_COLUMNS, wanted.sort, _address),
        **_narrowing("meetings.index", asdict(wanted), showing.NAMED),
    )


@blueprint.get("/sites/<site>/meetings/decisions")
@requires(Can.SEE_MEETINGS)
def decisions() -> str:
    """Every decision of the site's meetings, newest first."""
    site = the_site()
    given = _known({"kind": showing.KINDS, "sort": {"when"}})
    wanted = DecisionsWanted(q=request.args.get("q", "").strip()[:LONGEST], **given)
    listed = queries.decisions_of(site.id, wanted, page_number())
    return render_template(
        "meetings/decisions.html",
        listed=listed,
        rows=showing.decision_rows(listed.rows, site.slug),
        columns=showing.columns(showing.DECISION_COLUMNS, wanted.sort, _decisions_address),
        **_narrowing("meetings.decisions", asdict(wanted), showing.NAMED),
    )


def _wanted() -> Wanted:
    return Wanted(
        **_known(
            {
                "kind": showing.KINDS,
                "state": showing.STATES,
                "period": showing.PERIODS,
                "sort": {"when", "-when", "kind", "-kind"},
            }
        )
    )


def _known(words: dict[str, Any]) -> dict[str, str]:
    """What the address asks for; words it does not know do not narrow."""
    given = {name: request.args.get(name, "") for name in words}
    return {name: value for name, value in given.items() if value in words[name]}


def _address(**changes: Any) -> str:
    return _of("meetings.index", asdict(_wanted()) | changes)


def _decisions_address(**changes: Any) -> str:
    return _of("meetings.decisions", request.args.to_dict() | {"page": ""} | changes)


def _of(endpoint: str, asked: dict[str, Any]) -> str:
    held = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return url_for(endpoint, site=the_site().slug, **{k: v for k, v in held.items() if k != "site"})


def _narrowing(
    endpoint: str, asked: dict[str, Any], named: dict[str, dict[str, str]]
) -> dict[str, Any]:
    """What a page shows of its filters: those chosen, and where they lead."""
    chosen = {name: value for name, value in asked.items() if value and name != "sort"}
    words = {name: named.get(name, {}).get(value, f"“{value}”") for name, value in chosen.items()}
    return {
        "wanted": asked,
        "words": showing,
        "chips": [
            {"text": text, "href": _of(endpoint, asked | {name: ""})}
            for name, text in words.items()
        ],
        "chosen_words": ", ".join(words.values()),
        "keep": [("sort", asked["sort"])] if asked["sort"] else [],
        "page_href": lambda number: _of(endpoint, asked | {"page": number}),
    }
