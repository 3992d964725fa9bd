"""What the search knows of a resource."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.core import clock, search
from app.core.db import session
from app.core.files import Verdict
from app.library.models import Edition, Resource
from app.library.rules import (
    KEPT_AFTER_REMOVAL,
    LONGEST_TITLE,
    SEARCHED_AS,
    EditionState,
    Kind,
    State,
    parted,
)
from app.members.rules import ROLES, TAGS
from app.posts import queries as posts
from app.posts.rules import State as PostState
from app.posts.rules.deciding import redacted
from app.sites.rules import Stage

HIDDEN = "A moderator hid what was said about it."


def path_of(resource_id: int) -> str:
    """Where a resource is read."""
    return f"/community/resources/{resource_id}"


def shelve(resource: Resource, newest: Edition | None = None) -> None:
    """Let the search find a resource as it is now, or no longer; `newest` is the version that has
    just become the newest, where that is known."""
    session().flush()
    if State(resource.state) is not State.PUBLISHED:
        search.drop(SEARCHED_AS, resource.id)
        return
    tags = [TAGS[key] for key in (*parted(resource.tags), resource.stage) if key in TAGS]
    roles = [ROLES[key] for key in parted(resource.audience) if key in ROLES]
    stage = [Stage(resource.implementation).label] if resource.implementation else []
    search.put(
        SEARCHED_AS,
        resource.id,
        title=resource.title,
        body=f"{_about(resource)}\n\n{_text(newest or _newest(resource.id))}",
        keywords=[Kind(resource.kind).label, *tags, *stage, *roles],
        path=path_of(resource.id),
        at=resource.published_at,
    )


def _is_kept(resource: Resource) -> bool:
    """Whether the content of a withdrawn one is still there."""
    since = resource.decided_at
    return since is not None and since > clock.now() - KEPT_AFTER_REMOVAL


def _about(resource: Resource) -> str:
    post = posts.find(resource.post_id) if resource.post_id is not None else None
    return post.text if post is not None and post.state.is_read else ""


def _newest(resource_id: int) -> Edition | None:
    chosen = (
        select(Edition)
        .options(undefer(Edition.text))
        .where(Edition.resource_id == resource_id, Edition.state == EditionState.LIVE.value)
        .order_by(Edition.scan == Verdict.INFECTED.value, Edition.number.desc())
        .limit(1)
    )
    return session().scalars(chosen).first()


def _text(newest: Edition | None) -> str:
    return f"{newest.file_name}\n{newest.text}" if newest is not None else ""


def post_changed(post_id: int) -> None:
    """The description of a resource was redacted, hidden, edited or put back: tell the search. What
    a moderator hides goes whole, with its title and file, and comes back with it."""
    post = posts.find(post_id)
    for resource in session().scalars(select(Resource).where(Resource.post_id == post_id)):
        if post is not None:
            _follow(resource, post.state)
        shelve(resource)


def title_of(post_id: int) -> str:
    """The title of the resource that a post describes."""
    return session().scalar(select(Resource.title).where(Resource.post_id == post_id)) or ""


def redact_title(post_id: int, parts: Sequence[str]) -> None:
    """Take these words out of it."""
    for resource in session().scalars(select(Resource).where(Resource.post_id == post_id)):
        resource.title = redacted(resource.title, parts)[:LONGEST_TITLE]
        session().flush()


def _follow(resource: Resource, post: PostState) -> None:
    by_moderator = resource.state == State.WITHDRAWN.value and resource.reason == HIDDEN
    if post is PostState.HIDDEN and resource.state == State.PUBLISHED.value:
        resource.state, resource.reason = State.WITHDRAWN.value, HIDDEN
        resource.decided_at = clock.now()
    elif post.is_read and by_moderator and _is_kept(resource):
        resource.state, resource.reason = State.PUBLISHED.value, ""


def files_renamed(edition_ids: Collection[int]) -> None:
    """The files of these versions are called otherwise: tell the search."""
    theirs = select(Edition.resource_id).where(Edition.id.in_(edition_ids))
    for resource in session().scalars(select(Resource).where(Resource.id.in_(theirs))):
        shelve(resource)


def mend() -> int:
    """Put every shared resource into the search anew; returns how many. For operators."""
    done = 0
    chosen = select(Resource).where(Resource.state == State.PUBLISHED.value)
    for resource in session().scalars(chosen).all():
        shelve(resource)
        done += 1
    return done
