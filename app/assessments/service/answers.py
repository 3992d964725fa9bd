"""Saving what a rater enters, one item at a time; two windows of one person lose nothing."""

from collections.abc import Mapping

from app.assessments import queries
from app.assessments.models import FactSheet, SavedAnswer
from app.assessments.queries import RoundRef
from app.assessments.rules import Draft, Saved
from app.assessments.service.refusals import NotOpen
from app.core.versions import put


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
    version = put(SavedAnswer, {"rater_id": rater_id, "item_id": item.id}, draft.stored, seen)
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
    version = put(FactSheet, {"rater_id": rater_id}, {"given": kept}, seen)
    if version is not None:
        return version
    theirs, their_version = queries.facts_of(rater_id)
    if theirs == kept:
        return their_version
    raise FactsOvertaken(theirs, their_version)


def _rater(found: RoundRef) -> int:
    if not found.may_answer or found.my_rater_id is None:
        raise NotOpen(found.title)
    return found.my_rater_id
