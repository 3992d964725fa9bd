"""What the pages of adaptations take from an address, and who speaks."""

from typing import Any

from flask import Response, abort, request, url_for
from werkzeug.wrappers import Response as Answered

from app.access.gate import the_actor, the_site
from app.core.web.returned import see
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AdaptationRow
from app.sites.rules.sides import Speaker, speaking


def the_adaptation(adaptation_id: int) -> AdaptationRow:
    """The adaptation an address means; another site's is not found."""
    return queries.find(the_site().id, adaptation_id) or abort(404)


def speaker() -> Speaker:
    """Who writes, and for which side."""
    return speaking(the_actor())


def to_adaptation(found: AdaptationRow) -> Answered:
    """Go to the page of an adaptation."""
    return see("quality.adaptation", site=found.site_slug, adaptation_id=found.id)


def page_of(found: AdaptationRow) -> str:
    """The address of that page."""
    return url_for("quality.adaptation", site=found.site_slug, adaptation_id=found.id)


def asked_for(known: dict[str, Any]) -> dict[str, str]:
    """Those filters of the address whose words are known; others do not narrow."""
    given = {name: request.args.get(name, "") for name in known}
    return {name: value for name, value in given.items() if value in known[name]}


def sort_of() -> str:
    """The sorting of the address, "" for one that is not known."""
    asked = request.args.get("sort", "")
    return asked if asked.removeprefix("-") in queries.SORTS else ""


def narrowing(
    endpoint: str,
    csv_to: str,
    held: dict[str, str],
    named: list[tuple[str, str]],
    **here: str,
) -> dict[str, Any]:
    """What a page shows of its filters: those chosen, and where each link leads; `here` is what
    its address needs besides."""

    def address(to: str = endpoint, **changes: Any) -> str:
        asked = held | changes
        kept: dict[str, Any] = {
            name: value for name, value in asked.items() if value and value != 1
        }
        return url_for(to, **(kept | here))

    return {
        "wanted": held,
        "address": address,
        "chips": [{"text": text, "href": address(**{name: ""})} for name, text in named],
        "chosen_words": ", ".join(text for _, text in named),
        "page_href": lambda number: address(page=number),
        "csv_href": address(csv_to) if csv_to else "",
    }


def csv_answer(content: bytes, name: str) -> Response:
    """A file to keep."""
    return Response(
        content,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
