"""Collections: what to start with."""

from dataclasses import dataclass

from sqlalchemy import exists, func, select

from app.core.db import session
from app.library.models import Collection, CollectionItem, Resource
from app.library.rules import State


@dataclass(frozen=True)
class CollectionRow:
    """A collection; `items` are the numbers of its resources that are shared, in their order."""

    id: int
    title: str
    purpose: str
    audience: str
    implementation: str
    items: tuple[int, ...]
    version: int


def collections() -> tuple[CollectionRow, ...]:
    """All of them by title, in two statements."""
    chosen = select(Collection).order_by(Collection.place, func.lower(Collection.title))
    return _with_items(list(session().scalars(chosen)))


def collection(collection_id: int) -> CollectionRow | None:
    """One of them."""
    found = session().get(Collection, collection_id)
    return _with_items([found])[0] if found is not None else None


def _with_items(found: list[Collection]) -> tuple[CollectionRow, ...]:
    items: dict[int, list[int]] = {one.id: [] for one in found}
    if items:
        # asked of each item, or SQLite goes through every resource that is shared
        shared = select(Resource.id).where(
            Resource.id == CollectionItem.resource_id, Resource.state == State.PUBLISHED.value
        )
        rows = session().execute(
            select(CollectionItem.collection_id, CollectionItem.resource_id)
            .where(CollectionItem.collection_id.in_(items), exists(shared))
            .order_by(CollectionItem.place, CollectionItem.resource_id)
        )
        for collection_id, resource_id in rows:
            items[collection_id].append(resource_id)
    return tuple(
        CollectionRow(
            one.id,
            one.title,
            one.purpose,
            one.audience,
            one.implementation,
            tuple(items[one.id]),
            one.version,
        )
        for one in found
    )
