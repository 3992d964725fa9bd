"""Collections: what to start with, for a role or a stage."""

from dataclasses import dataclass

from sqlalchemy import select

from app.core import audit
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.library.models import Collection, CollectionItem
from app.library.service.holding import entered

LONGEST_TITLE, LONGEST_PURPOSE, MOST_ITEMS = 120, 500, 30


@dataclass(frozen=True)
class Collected:
    """A collection as it is kept; `items` are numbers of resources in their order."""

    title: str
    purpose: str
    audience: str
    implementation: str
    items: tuple[int, ...]


def keep_collection(collection_id: int | None, said: Collected, seen: int = 0) -> int:
    """Make a collection, or change one; returns its number. Raises Refused, LookupError,
    ChangedMeanwhile."""
    refuse(_faults(said))
    it = Collection(place=0) if collection_id is None else _held(collection_id, seen, said)
    audit.because("collection kept", summary="A collection of resources was changed.")
    it.title, it.purpose = said.title, said.purpose
    it.audience, it.implementation = said.audience, said.implementation
    session().add(it)
    session().flush()
    _put_in(it, said.items)
    return it.id


def _put_in(it: Collection, numbers: tuple[int, ...]) -> None:
    """Let it hold these resources in this order."""
    kept = {item.resource_id: item for item in _items(it.id)}
    if kept and tuple(kept) != numbers:
        it.version += 1  # what it holds belongs to it: two who change it must see both
    for number in set(kept) - set(numbers):
        session().delete(kept[number])
    for place, number in enumerate(numbers):
        if number in kept:
            kept[number].place = place
        else:
            session().add(CollectionItem(collection_id=it.id, resource_id=number, place=place))
    session().flush()


def remove_collection(collection_id: int, seen: int) -> None:
    """Take a collection away; its resources stay. Raises LookupError, ChangedMeanwhile."""
    it = _held(collection_id, seen)
    audit.because("collection removed", summary="A collection of resources was removed.")
    for item in _items(collection_id):
        session().delete(item)
    session().flush()
    session().delete(it)
    session().flush()


def _items(collection_id: int) -> list[CollectionItem]:
    """In their order."""
    chosen = select(CollectionItem).where(CollectionItem.collection_id == collection_id)
    return list(session().scalars(chosen.order_by(CollectionItem.place)))


def _held(collection_id: int, seen: int, said: Collected | None = None) -> Collection:
    found = session().get(Collection, collection_id, with_for_update=True)
    if found is None:
        raise LookupError(f"There is no collection with the number {collection_id}.")
    if found.version != seen:
        mine = (said.title, said.purpose, ", ".join(map(str, said.items))) if said else ()
        raise ChangedMeanwhile(mine=entered(*mine), theirs=f"“{found.title}” was changed")
    return found


def _faults(said: Collected) -> list[tuple[str, str]]:
    found = []
    if not said.title:
        found.append(("title", "Enter a title, such as “Start here: new practitioners”"))
    elif len(said.title) > LONGEST_TITLE:
        found.append(("title", f"Use at most {LONGEST_TITLE} characters"))
    if len(said.purpose) > LONGEST_PURPOSE:
        found.append(("purpose", f"Use at most {LONGEST_PURPOSE} characters"))
    if not said.items:
        found.append(("items", "Name at least one resource by its number"))
    elif len(said.items) > MOST_ITEMS:
        found.append(("items", f"Name at most {MOST_ITEMS} resources"))
    return found
