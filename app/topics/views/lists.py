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
from app.topics.showing import lists as words
from app.topics.views.blueprint import blueprint

LONGEST_ASKED = 200


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
