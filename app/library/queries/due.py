"""Resources that should be looked at again, by their day."""

from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.core.due import Due
from app.library.models import Resource
from app.library.rules import State


def due(first: date, last: date) -> list[Due]:
    """Shared resources to look at again on a day from one to another; one statement."""
    rows = session().execute(
        select(Resource.id, Resource.title, Resource.review_on, Resource.owner_id).where(
            Resource.state == State.PUBLISHED.value, Resource.review_on.between(first, last)
        )
    )
    return [
        Due(
            "community",
            f"resource-review:{number}",
            None,
            f"“{title}”",
            on,
            f"/community/resources/{number}",
            phase="resources",
            owner_ids=(owner_id,),
            turn=on.toordinal(),
        )
        for number, title, on, owner_id in rows
        if on is not None
    ]
