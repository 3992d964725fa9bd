"""The blueprint of the pages of pilots, and what all of them need."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, url_for
from werkzeug.wrappers import Response

from app.access.gate import the_site
from app.core import clock
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm
from app.core.web.returned import see
from app.pilots import queries
from app.pilots.queries import PilotRow
from app.pilots.service import ChangedMeanwhile, Refused

blueprint = Blueprint("pilots", __name__)
Answer = str | Response | tuple[str, int]


def the_pilot(pilot_id: int) -> PilotRow:
    """The pilot an address means; another site's is not found."""
    return queries.find(the_site().id, pilot_id, clock.today()) or abort(404)


def accepted(form: PortalForm, write: Callable[[], object]) -> bool:
    """Whether the service took it; what it refuses is shown beside the fields."""
    try:
        write()
    except Refused as refused:
        first = next(iter(form)).name  # what belongs to no field of this form
        for field, message in refused.faults:
            form.refuse(field if field in form else first, message)
        return False
    except ChangedMeanwhile as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
    return True


def done(write: Callable[[], object], said: str) -> bool:
    """Do what a single button asks, and say so; what stands in the way is said instead."""
    try:
        write()
    except Refused as refused:
        for _, message in refused.faults:
            flash(f"{message}.", "error")
        return False
    except ChangedMeanwhile as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
    flash(said, "success")
    return True


def to(endpoint: str, pilot: PilotRow) -> Response:
    """Go to a page of this pilot."""
    return see(f"pilots.{endpoint}", site=the_site().slug, pilot_id=pilot.id)


def address_of(endpoint: str, pilot: PilotRow, **more: Any) -> str:
    """The address of a page of this pilot."""
    return url_for(f"pilots.{endpoint}", site=the_site().slug, pilot_id=pilot.id, **more)


def csv_answer(content: bytes, name: str) -> Response:
    """A file to keep."""
    return Response(
        content,
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
