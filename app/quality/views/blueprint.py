"""The blueprint of the pages of quality, and what all of them need."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app.access.gate import the_site

blueprint = Blueprint("quality", __name__)
Answer = str | Response | tuple[str, int]


def address_of(endpoint: str, **more: Any) -> str:
    """The address of a page of this site."""
    return url_for(f"quality.{endpoint}", site=the_site().slug, **more)
