"""The blueprint of the pages of joining, and what all of them need."""

from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm
from app.joining.rules import Refused
from app.joining.service import ChangedMeanwhile

blueprint = Blueprint("joining", __name__)
Answer = str | Response | tuple[str, int]


def accepted(form: PortalForm, write: Callable[[], object]) -> bool:
    """Whether the service took it; what it refuses is shown beside the fields."""
    try:
        write()
    except Refused as refused:
        for field, message in refused.faults:
            form.refuse(field, message)
        return False
    except ChangedMeanwhile as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
    return True
