"""The blueprint of the overview pages, and what several of them read alike."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

blueprint = Blueprint("overview", __name__)

Page = str | tuple[str, int] | Response


def page_number(name: str = "page") -> int:
    """The page of a list the address asks for; the first where it asks for nothing sensible."""
    asked = request.args.get(name, "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def seen_version() -> int:
    """The version a form was filled in on; 0 when nothing was saved then."""
    found = request.form.get("version", "")
    return int(found) if found.isascii() and found.isdigit() and len(found) < 10 else 0
