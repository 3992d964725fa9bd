"""How far a rater has come: the status of each item, what is next and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from app.assessments.rules.drafts import Saved, faults
from app.instruments.rules import AnswerKind, Instrument, Item, Section


class ItemStatus(StrEnum):
    """Where one item stands for its rater."""

    NOT_STARTED = "not-started"
    TO_FINISH = "to-finish"
    NEEDS_EVIDENCE = "needs-evidence"
    NOT_KNOWN = "not-known"
    NOT_APPLICABLE = "not-applicable"
    ANSWERED = "answered"

    @property
    def label(self) -> str:
        """The status as people say it."""
        return _STATUS_LABELS[self]

    @property
    def is_complete(self) -> bool:
        """True where nothing stands in the way of sign-off. Missing evidence does not."""
        return self not in (ItemStatus.NOT_STARTED, ItemStatus.TO_FINISH)


_STATUS_LABELS = {
    ItemStatus.NOT_STARTED: "Not answered yet",
    ItemStatus.TO_FINISH: "To finish",
    ItemStatus.NEEDS_EVIDENCE: "No evidence yet",
    ItemStatus.NOT_KNOWN: "We do not know yet",
    ItemStatus.NOT_APPLICABLE: "Does not apply",
    ItemStatus.ANSWERED: "Answered",
}


@dataclass(frozen=True)
class Place:
    """One item among all: its number from 1, its section, what is saved, and its status."""

    number: int
    item: Item
    section: Section
    saved: Saved
    status: ItemStatus
    faults: Mapping[str, str]


@dataclass(frozen=True)
class Progress:
    """Every item of an instrument as one rater has answered it so far."""

    instrument: Instrument
    places: tuple[Place, ...]

    @cached_property
    def answered(self) -> int:
        """How many items are complete."""
        return sum(place.status.is_complete for place in self.places)

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.places)

    @property
    def is_complete(self) -> bool:
        """True where every item can be signed off."""
        return self.answered == self.total

    @property
    def missing(self) -> tuple[Place, ...]:
        """The items that are not complete, in order."""
        return tuple(place for place in self.places if not place.status.is_complete)

    @property
    def without_evidence(self) -> tuple[Place, ...]:
        """High scores that name no evidence."""
        return tuple(p for p in self.places if p.status is ItemStatus.NEEDS_EVIDENCE)

    @property
    def begun(self) -> bool:
        """True where anything has been saved."""
        return any(place.saved.version for place in self.places)

    def place(self, item_id: str) -> Place:
        """One item; KeyError where the instrument has none of this name."""
        for place in self.places:
            if place.item.id == item_id:
                return place
        raise KeyError(item_id)

    def beside(self, item_id: str, step: int) -> Place | None:
        """The item `step` places on (or back, negative); None past either end."""
        at = self.place(item_id).number - 1 + step
        return self.places[at] if 0 <= at < len(self.places) else None

    def in_section(self, section_id: str) -> tuple[Place, ...]:
        """The items of one section."""
        return tuple(place for place in self.places if place.section.id == section_id)


def progress_of(instrument: Instrument, saved: Mapping[str, Saved], today: date) -> Progress:
    """Put what is saved beside every item of the instrument."""
    places = []
    for number, item in enumerate(instrument.items, 1):
        mine = saved.get(item.id, Saved())
        wrong = faults(item, instrument.scale, mine.draft, today)
        section = instrument.section_of(item.id)
        status = _status(instrument, mine, has_faults=bool(wrong))
        places.append(Place(number, item, section, mine, status, wrong))
    return Progress(instrument, tuple(places))


def _status(instrument: Instrument, saved: Saved, *, has_faults: bool) -> ItemStatus:
    draft = saved.draft
    if draft.kind is AnswerKind.UNANSWERED:
        begun = draft.evidence or draft.comment or draft.pieces
        return ItemStatus.TO_FINISH if begun else ItemStatus.NOT_STARTED
    if has_faults:
        return ItemStatus.TO_FINISH
    if draft.kind is AnswerKind.NOT_KNOWN:
        return ItemStatus.NOT_KNOWN
    if draft.kind is AnswerKind.NOT_APPLICABLE:
        return ItemStatus.NOT_APPLICABLE
    high = instrument.scoring.unsupported_from
    needs = high is not None and (draft.score or 0) >= high and not draft.has_evidence
    return ItemStatus.NEEDS_EVIDENCE if needs else ItemStatus.ANSWERED
