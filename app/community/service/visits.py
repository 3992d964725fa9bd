"""Noting that a member is here, beside a page that only shows."""

from datetime import datetime, timedelta

from app.core.db import side_transaction
from app.members import queries as members
from app.members import service
from app.members.rules.visits import Seen, visited

OFTEN_ENOUGH = timedelta(minutes=5)


def be_here(person_id: int, now: datetime) -> Seen:
    """Note the visit of a page's reader, in a short write of its own and at most every five
    minutes; returns it."""
    seen = members.visit_of(person_id)
    if seen is not None and now - seen.seen_at < OFTEN_ENOUGH:
        return seen
    with side_transaction():
        service.visit(person_id, now)
    return visited(seen, now)
