"""What the page of a list takes from its address, and gives back: filters, sorting, a file."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import Response, request, url_for

from app.core.files import download


def filters_of(known: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Those filters of the address whose words are known; others do not narrow."""
    given = {name: request.args.get(name, "") for name in known}
    return {name: value for name, value in given.items() if value in known[name]}


def sort_of(sorts: Collection[str]) -> str:
    """The sorting of the address, "" for one that is not known."""
    asked = request.args.get("sort", "")
    return asked if asked.removeprefix("-") in sorts else ""


def narrowing(
    endpoint: str,
    csv_to: str,
    held: Mapping[str, str],
    named: list[tuple[str, str]],
    **here: str,
) -> dict[str, Any]:
    """What a page shows of its filters: those chosen, and where each link leads; `here` is what
    its address needs besides, `csv_to` the endpoint of the file, if there is one."""

    def address(to: str = endpoint, **changes: Any) -> str:
        asked: dict[str, Any] = {**held, **changes}
        kept = {name: value for name, value in asked.items() if value and value != 1}
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
    return download(content, name, "text/csv; charset=utf-8")
