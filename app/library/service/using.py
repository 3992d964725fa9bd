"""Counting who has what."""

from sqlalchemy import select

from app.core import clock
from app.core.db import session, side_transaction
from app.core.inserting import insert_for
from app.library.models import Edition, ResourceUse


def used(edition_id: int, person_id: int) -> None:
    """Somebody took this version, beside the request that gives it to them."""
    with side_transaction():
        take(edition_id, person_id)


def take(edition_id: int, person_id: int) -> None:
    """The same within the transaction that is open."""
    resource_id = session().scalar(select(Edition.resource_id).where(Edition.id == edition_id))
    if resource_id is None:
        return
    now = clock.now()
    fresh = insert_for(session())(ResourceUse).values(
        edition_id=edition_id, person_id=person_id, resource_id=resource_id, times=1, last_at=now
    )
    session().execute(
        fresh.on_conflict_do_update(
            index_elements=["edition_id", "person_id"],
            set_={"times": ResourceUse.times + 1, "last_at": now},
        )
    )
