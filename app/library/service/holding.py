"""A resource held to be written on, and how writing is refused."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.core.db import session
from app.library.models import Edition, Resource
from app.library.rules import EditionState, Ownership, State


class Refused(Exception):
    """Something must be put right first: (field of the form, what to do) for each fault."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(message for _, message in self.faults))


class ChangedMeanwhile(Exception):
    """Somebody else saved the same first; both in words."""

    def __init__(self, *, mine: str, theirs: str) -> None:
        super().__init__("Changed elsewhere at the same time.")
        self.mine = mine
        self.theirs = theirs


def refuse(faults: Iterable[tuple[str, str]]) -> None:
    """Raise `Refused` where there is any fault."""
    found = list(faults)
    if found:
        raise Refused(found)


def held(resource_id: int, seen: int | None = None, *typed: str) -> Resource:
    """A resource, held until the transaction ends; `seen` is the version a page showed, `typed`
    what would be lost by somebody who comes second. Raises LookupError, ChangedMeanwhile."""
    found = session().get(Resource, resource_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise LookupError(f"There is no resource with the number {resource_id}.")
    if seen is not None and found.version != seen:
        raise ChangedMeanwhile(mine=entered(*typed), theirs=f"“{found.title}” was changed")
    return found


def entered(*typed: str) -> str:
    """What somebody typed, to be shown beside what is kept now."""
    return " – ".join(filter(None, typed)) or "What you chose"


def ownership(it: Resource) -> Ownership:
    """Whose it is, as the rules ask."""
    return Ownership(it.owner_id, it.site_id, State(it.state))


def edition(resource_id: int, *states: EditionState) -> Edition | None:
    """The newest version in one of these states."""
    chosen = (
        select(Edition)
        .options(undefer(Edition.text))
        .where(
            Edition.resource_id == resource_id, Edition.state.in_([state.value for state in states])
        )
    )
    return session().scalars(chosen.order_by(Edition.number.desc()).limit(1)).first()
