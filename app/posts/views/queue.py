"""The moderators' list of reports."""

from typing import Any

from flask import render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import page_number
from app.posts import queries
from app.posts.queries import Wanted
from app.posts.showing import cases as words
from app.posts.views.blueprint import blueprint


@blueprint.get("/community/reports")
@requires(Can.MODERATE)
def queue() -> str:
    """What was reported: safeguarding worries first, then what has waited longest."""
    held = _held()
    wanted = Wanted(
        held["state"], held["reason"], held["place"], the_actor().id if held["mine"] else None
    )
    found = queries.cases(wanted, page_number())
    return render_template(
        "posts/queue.html",
        listed=found,
        rows=words.rows(found, clock.now(), lambda number: url_for("posts.case", case_id=number)),
        first_line=words.waiting_line(*queries.waiting(), clock.now()),
        **_narrowing(held),
    )


def _held() -> dict[str, str]:
    """The filters of the address whose words are known."""
    given = {name: request.args.get(name, "") for name in words.KNOWN}
    return {name: value if value in words.KNOWN[name] else "" for name, value in given.items()}


def _narrowing(held: dict[str, str]) -> dict[str, Any]:
    def address(**changes: Any) -> str:
        kept = {name: value for name, value in (held | changes).items() if value and value != 1}
        return url_for("posts.queue", **kept)

    named = [(name, words.KNOWN[name][value]) for name, value in held.items() if value]
    return {
        "wanted": held,
        "words": words,
        "chips": [{"text": text, "href": address(**{name: ""})} for name, text in named],
        "chosen_words": ", ".join(text for _, text in named),
        "page_href": lambda number: address(page=number),
    }
