"""The room's blueprint, and the count every page shows."""

from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response

from app.access.gate import actor
from app.notices.queries import unread

blueprint = Blueprint("notices", __name__)

Page = str | tuple[str, int] | Response


@blueprint.app_context_processor
def counted() -> dict[str, Callable[[], int]]:
    """How many notices wait for whoever looks; asked when the top of a page is made."""

    def unread_notices() -> int:
        who = actor()
        return unread(who) if who is not None else 0

    return {"unread_notices": unread_notices}
