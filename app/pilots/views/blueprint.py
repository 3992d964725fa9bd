"""The blueprint of the pages of pilots, and what all of them need."""

from typing import Any

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response

from app.access.gate import the_site
from app.core import clock
from app.core.web.returned import see
from app.pilots import queries
from app.pilots.queries import PilotRow

blueprint = Blueprint("pilots", __name__)
Answer = str | Response | tuple[str, int]


def the_pilot(pilot_id: int) -> PilotRow:
    """The pilot an address means; another site's is not found."""
    return queries.find(the_site().id, pilot_id, clock.today()) or abort(404)


def to(endpoint: str, pilot: PilotRow) -> Response:
    """Go to a page of this pilot."""
    return see(f"pilots.{endpoint}", site=the_site().slug, pilot_id=pilot.id)


def address_of(endpoint: str, pilot: PilotRow, **more: Any) -> str:
    """The address of a page of this pilot."""
    return url_for(f"pilots.{endpoint}", site=the_site().slug, pilot_id=pilot.id, **more)
