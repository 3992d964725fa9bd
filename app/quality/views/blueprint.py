"""The blueprint of the pages of quality, and what all of them need."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from app.access.gate import the_site
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm
from app.quality.rules.refusals import ChangedMeanwhile, Refused

blueprint = Blueprint("quality", __name__)
Answer = str | Response | tuple[str, int]


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


def address_of(endpoint: str, **more: Any) -> str:
    """The address of a page of this site."""
    return url_for(f"quality.{endpoint}", site=the_site().slug, **more)
