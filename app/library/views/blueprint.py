"""The room's blueprint, and what its pages share."""

from typing import Any

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import the_actor
from app.core.web.forms import PortalForm
from app.library import queries
from app.library.queries import OneResource
from app.library.rules import Reader, may_change, may_see
from app.library.showing import limits, reader_of
from app.members import queries as members

blueprint = Blueprint("library", __name__)
Page = str | Response | tuple[str, int]
RULES_FIRST = "Read and accept the house rules first: the link stands at the top of this page"


def reader() -> Reader:
    """Whoever looks."""
    return reader_of(the_actor())


def the_resource(resource_id: int) -> OneResource:
    """A resource its reader may see, or 404."""
    found = queries.find(resource_id)
    return found if found is not None and may_see(reader(), found.ownership) else abort(404)


def my_resource(resource_id: int) -> OneResource:
    """One the reader may change, or 403."""
    found = the_resource(resource_id)
    return found if may_change(reader(), found.ownership) else abort(403)


def rules_first() -> Response | None:
    """Where somebody is sent who has not accepted the house rules; None when they have."""
    if members.has_agreed(the_actor().id):
        return None
    here = request.full_path.rstrip("?")
    return redirect(url_for("members.house_rules", next=here), 303)


def has_agreed(form: PortalForm) -> bool:
    """The same for a form with a file or link that was sent: it comes back with what was typed."""
    if members.has_agreed(the_actor().id):
        return True
    form.refuse("what", RULES_FIRST)
    return False


def upload_limits() -> dict[str, Any]:
    """What may be uploaded."""
    return limits(current_app.config["SETTINGS"].files.largest)
