"""What is new in the library, for the home of the community and the digest."""

from datetime import datetime

from sqlalchemy import select

from app.access.actor import Actor
from app.core.db import session
from app.library.models import Resource
from app.library.rules import Kind, State, parted
from app.members.rules import Fresh


def fresh(actor: Actor, since: datetime, limit: int) -> tuple[Fresh, ...]:
    """Resources shared since a moment by others, the newest first; one statement."""
    rows = session().scalars(
        select(Resource)
        .where(
            Resource.state == State.PUBLISHED.value,
            Resource.published_at > since,
            Resource.owner_id != actor.id,
        )
        .order_by(Resource.published_at.desc(), Resource.id.desc())
        .limit(limit)
    )
    return tuple(
        Fresh(
            when=it.published_at,
            kind="resource",
            title=it.title,
            path=f"/community/resources/{it.id}",
            about=Kind(it.kind).label,
            tags=(*parted(it.tags), *((it.stage,) if it.stage else ())),
        )
        for it in rows
        if it.published_at is not None
    )
