"""The blueprint of the pages of training, and what all of them need."""

from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm
from app.training.rules.refusals import Refused
from app.training.service.register import ChangedMeanwhile

blueprint = Blueprint("training", __name__)
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


def csv_answer(content: bytes, name: str) -> Response:
    """A CSV file to keep."""
    return file_answer(content, "text/csv", name)


def file_answer(content: bytes, media_type: str, name: str) -> Response:
    """A file to keep."""
    return Response(
        content,
        mimetype=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
