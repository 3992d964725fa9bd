"""The room's blueprint, and what its pages share."""

from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.web.forms import PortalForm
from app.posts.rules import Refused

blueprint = Blueprint("community", __name__)
Page = str | tuple[str, int] | Response


def accepted(form: PortalForm, write: Callable[[], object]) -> bool:
    """Whether it was written; what was refused is shown beside the fields."""
    try:
        write()
    except Refused as refused:
        for field, message in refused.faults:
            form.refuse(field, message)
        return False
    return True
