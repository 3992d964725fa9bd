"""The blueprint of the pages of training, and what all of them need."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.core.web.taken import Taking
from app.training.rules.refusals import Refused
from app.training.service.register import ChangedMeanwhile

blueprint = Blueprint("training", __name__)
Answer = str | Response | tuple[str, int]
accepted = Taking(Refused, ChangedMeanwhile).accepted


def file_answer(content: bytes, media_type: str, name: str) -> Response:
    """A file to keep."""
    return Response(
        content,
        mimetype=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
