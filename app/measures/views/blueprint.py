"""The blueprint of the pages of measures, and what all of them need."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from app.access.gate import the_site
from app.core.web.returned import see
from app.sites.rules.months import read_quarter

blueprint = Blueprint("measures", __name__)
Answer = str | Response | tuple[str, int]


def to(endpoint: str, **more: Any) -> Response:
    """Go to a page of this room."""
    return see(f"measures.{endpoint}", site=the_site().slug, **more)


def address_of(endpoint: str, **more: Any) -> str:
    """The address of a page of this room."""
    return url_for(f"measures.{endpoint}", site=the_site().slug, **more)


def the_quarter(word: str) -> date:
    """The quarter an address names."""
    return read_quarter(word) or abort(404)
