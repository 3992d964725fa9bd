"""A resource held to be written on, and how writing is refused."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.core.db import session
from app.core.refusals import ChangedMeanwhile
from app.library.models import Edition, Resource
from app.library.queries.leading import has_lead
from app.library.rules import EditionState, Ownership, State


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
    is_led = session().scalar(select(has_lead()).select_from(Resource).where(Resource.id == it.id))
    return Ownership(it.owner_id, it.site_id, State(it.state), bool(is_led))


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
