"""The room's blueprint, and what its pages share."""

from collections.abc import Callable

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import can, the_actor
from app.access.policy import Can
from app.core.security.redirects import safe_next
from app.posts import queries, service
from app.posts.queries import OnePost

blueprint = Blueprint("posts", __name__)
Answer = str | Response | tuple[str, int]


@blueprint.app_context_processor
def reports_wait() -> dict[str, Callable[[], int]]:
    """How much waits for moderators, counted on the pages that say so: 0 for everybody else."""
    return {"reports_waiting": lambda: queries.how_many_wait() if can(Can.MODERATE) else 0}


def the_post(post_id: int) -> OnePost:
    """The post an address means, for whoever may read it and while it is shown."""
    found = queries.find(post_id)
    if found is None or not found.state.is_read:
        abort(404)
    readers = service.readers_among([the_actor().id], found.place, found.room_key)
    return found if the_actor().id in readers else abort(404)


def my_post(post_id: int) -> OnePost:
    """The same, of the reader's own; somebody else's is forbidden."""
    found = the_post(post_id)
    return found if found.author_id == the_actor().id else abort(403)


def where(path: str) -> str:
    """Where a post is read, or the beginning of the community."""
    return safe_next(path, "/community")
