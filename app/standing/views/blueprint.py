"""The blueprint of these pages, and what its views share."""

from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm
from app.core.web.taken import TAKING
from app.standing.service import ChangedMeanwhile

blueprint = Blueprint("standing", __name__)
Answer = str | Response | tuple[str, int]


def accepted(
    form: PortalForm, write: Callable[[], object], *, mine: str, theirs: Callable[[], str]
) -> bool:
    """Whether the service took it; what it refuses is shown beside the fields, and both texts
    where somebody else was faster."""
    try:
        return TAKING.accepted(form, write)
    except ChangedMeanwhile:
        raise Conflict(mine=mine, theirs=theirs()) from None
