"""Saving what a rater enters, one item at a time; two windows of one person lose nothing.

Each save names the version it saw. The database compares and writes in one statement, so that
nothing needs a lock; what another window saved meanwhile is given back, not overwritten.
"""

from collections.abc import Mapping
from typing import Any

from app.assessments import queries
from app.assessments.models import FactSheet, SavedAnswer
from app.assessments.queries import RoundRef
from app.assessments.rules import Draft, Saved
from app.assessments.service.rounds import NotOpen
from app.core import clock
from app.core.db import Base, session
from app.core.inserting import insert_for


class Overtaken(Exception):
    """Another window of the same rater saved something else first; `theirs` is that."""

    def __init__(self, theirs: Saved) -> None:
        super().__init__("Saved by another window meanwhile.")
        self.theirs = theirs


class FactsOvertaken(Exception):
    """The same for the sheet of facts; `theirs` holds fact -> value, `version` its version."""

    def __init__(self, theirs: Mapping[str, str], version: int) -> None:
        super().__init__("Saved by another window meanwhile.")
        self.theirs = theirs
        self.version = version


def save_answer(found: RoundRef, item_id: str, draft: Draft, *, seen: int) -> int:
    """Save a draft, complete or not; returns its new version.

    `found` must be locked for sharing. `seen` is the version the rater's page showed (0: nothing
    saved yet). Saving the same once more changes nothing. Raises KeyError for an item the
    instrument does not have, NotOpen, and Overtaken.
    """
    rater_id = _rater(found)
    item = found.instrument.by_id[item_id]
    version = _put(SavedAnswer, {"rater_id": rater_id, "item_id": item.id}, vars(draft), seen)
    if version is not None:
        return version
    theirs = queries.answer_of(rater_id, item_id)
    if theirs.draft == draft:
        return theirs.version
    raise Overtaken(theirs)


def save_facts(found: RoundRef, given: Mapping[str, str], *, seen: int) -> int:
    """Save the sheet of facts; the same rules as for an answer. Raises FactsOvertaken."""
    rater_id = _rater(found)
    kept = {fact.id: given[fact.id] for fact in found.instrument.facts if given.get(fact.id)}
    version = _put(FactSheet, {"rater_id": rater_id}, {"given": kept}, seen)
    if version is not None:
        return version
    theirs, their_version = queries.facts_of(rater_id)
    if theirs == kept:
        return their_version
    raise FactsOvertaken(theirs, their_version)


def _rater(found: RoundRef) -> int:
    if not found.is_open or found.my_rater_id is None:
        raise NotOpen(found.title)
    return found.my_rater_id


def _put(
    table: type[SavedAnswer] | type[FactSheet],
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    seen: int,
) -> int | None:
    """Insert the row, or change it if it still has the version seen; None when it has not."""
    current, now = session(), clock.now()
    values = {**values, "saved_at": now}
    model: type[Base] = table
    done = current.execute(
        insert_for(current)(model)
        .values(**key, **values, first_saved_at=now, version=1)
        .on_conflict_do_update(
            index_elements=list(key),
            set_={**values, "version": table.version + 1},
            where=table.version == seen,
        )
        .returning(table.version)
    ).first()
    return None if done is None else int(done[0])
