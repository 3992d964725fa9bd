"""The list of topics."""

from dataclasses import asdict
from typing import Any

from flask import render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number
from app.members.rules import PROGRAMME
from app.topics import queries
from app.topics.queries import Wanted
from app.topics.rules.about import about_key, about_of_key
from app.topics.showing import lists as words
from app.topics.views.blueprint import blueprint

LONGEST_ASKED = 200


@blueprint.app_template_global()
def topics_about(kind: str, code: str) -> tuple[int, str]:
    """How many topics were asked about a thing, and the address of their list: for the pages of the
    rooms below from which they were asked."""
    return queries.about_count(kind, code), url_for("topics.index", about=about_key(kind, code))


@blueprint.get("/community/topics")
@requires(Can.USE_COMMUNITY)
def index() -> str:
    """Questions and discussions, those written in last first."""
    today, wanted = clock.today(), _wanted()
    found = queries.topics(the_actor(), wanted, page_number())
    return render_template(
        "topics/index.html",
        listed=found,
        cards=[words.card(row, today) for row in found.rows],
        first_line=words.owed_line(queries.owed(today)),
        programme=PROGRAMME,
        words=words,
        **_narrowing(wanted),
    )


def _wanted() -> Wanted:
    """The filters of the address whose words are known; others do not narrow."""
    given = {name: request.args.get(name, "") for name in words.KNOWN}
    kept = {name: value for name, value in given.items() if value in words.KNOWN[name]}
    kept["about"] = request.args.get("about", "")
    if not queries.about_words(*about_of_key(kept["about"])):
        kept["about"] = ""
    return Wanted(q=" ".join(request.args.get("q", "").split())[:LONGEST_ASKED], **kept)


def _narrowing(wanted: Wanted) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, and where each link leads."""
    held = asdict(wanted)

    def address(**changes: Any) -> str:
        asked = held | changes
        kept = {name: value for name, value in asked.items() if value and value != 1}
        return url_for("topics.index", **kept)

    named = words.named_filters(wanted)
    return {
        "wanted": wanted,
        "chips": [{"text": text, "href": address(**{name: ""})} for name, text in named],
        "chosen_words": ", ".join(text for _, text in named),
        "page_href": lambda number: address(page=number),
    }
