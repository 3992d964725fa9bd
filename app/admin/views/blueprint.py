"""The room's blueprint, and how its lists are narrowed by what stands in the address."""

from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, current_app, request, url_for
from werkzeug.wrappers import Response

from app.core.web.edge import LARGEST_ROW
from config import Settings

blueprint = Blueprint("admin", __name__)

Page = str | tuple[str, int] | Response
LONGEST = 200


def settings() -> Settings:
    """The portal's settings."""
    return cast(Settings, current_app.config["SETTINGS"])


def typed(*names: str) -> dict[str, str]:
    """What stands in the address for each name, as one trimmed line; "" when nothing does."""
    found = {}
    for name in names:
        raw = request.args.get(name, "")
        line = "".join(c if c.isprintable() else " " for c in raw[:LONGEST])
        found[name] = " ".join(line.split())
    return found


def number(name: str) -> int | None:
    """A number in the address, such as that of a page; None when it is not one."""
    raw = request.args.get(name, "")
    usable = raw.isascii() and raw.isdecimal() and len(raw) <= len(str(LARGEST_ROW))
    return int(raw) if usable and int(raw) <= LARGEST_ROW else None


def address(endpoint: str, chosen: Mapping[str, str], **more: Any) -> str:
    """The list with these filters, those that are empty left out."""
    kept: dict[str, Any] = {name: value for name, value in chosen.items() if value}
    return url_for(endpoint, **kept, **more)


def chips(
    endpoint: str, chosen: Mapping[str, str], words: Mapping[str, str]
) -> list[dict[str, str]]:
    """One for each filter in use, leading to the list without it."""
    return [
        {"text": f"{words[name]}: {value}", "href": address(endpoint, {**chosen, name: ""})}
        for name, value in chosen.items()
        if value
    ]
