"""The blueprint of the pages of quality, and what all of them need."""

from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app.access.gate import the_site
from app.core.web.taken import Taking
from app.quality.rules.refusals import ChangedMeanwhile, Refused

blueprint = Blueprint("quality", __name__)
Answer = str | Response | tuple[str, int]
TAKING = Taking(Refused, ChangedMeanwhile)
accepted, done = TAKING.accepted, TAKING.done


def address_of(endpoint: str, **more: Any) -> str:
    """The address of a page of this site."""
    return url_for(f"quality.{endpoint}", site=the_site().slug, **more)
