"""The learning log: what was tried, what happened, what was learnt, and what becomes of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.refusals import Faults, at_most, needed
from app.plans.rules import in_order

LONGEST_TEXT = 2_000


class Lesson(StrEnum):
    """What becomes of what was tried: the "act" of plan, do, study, act (Deming)."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"
    OPEN = "open"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    Lesson.ADOPT: "Adopt: keep doing it",
    Lesson.ADAPT: "Adapt: change it and try again",
    Lesson.ABANDON: "Abandon: stop doing it",
    Lesson.OPEN: "Too early to say",
}


@dataclass(frozen=True)
class NewEntry:
    """An entry as it is written; `codes` are words of barriers and facilitators."""

    happened_on: date | None
    strategy_id: int | None
    tried: str
    happened: str
    learnt: str
    lesson: str
    change: str
    codes: tuple[str, ...] = ()


def check_entry(new: NewEntry, strategies: Collection[int], today: date) -> Faults:
    """(field, what to do) for each fault; `strategies` are those of the pilot."""
    faults = []
    if new.happened_on is None:
        faults.append(("happened_on", "Enter the day"))
    elif new.happened_on > today:
        faults.append(("happened_on", "The day must be today or earlier"))
    if new.strategy_id is not None and new.strategy_id not in strategies:
        faults.append(("strategy", "Choose among the strategies of this pilot"))
    faults += needed("tried", new.tried, LONGEST_TEXT, "Enter what you tried", "What you tried")
    faults += needed("happened", new.happened, LONGEST_TEXT, "Enter what happened", "What happened")
    faults += at_most("learnt", new.learnt, LONGEST_TEXT, "What you learnt")
    if new.lesson not in set(Lesson):
        faults.append(("lesson", "Choose what becomes of it"))
    elif new.lesson == Lesson.ADAPT and not new.change.strip():
        faults.append(("change", "Enter what you change"))
    faults += at_most("change", new.change, LONGEST_TEXT, "What you change")
    if len(in_order(new.codes)) != len(set(new.codes)):
        faults.append(("codes", "Choose among what helped and what hindered"))
    return faults


def may_change(*, edits_pilots: bool, entered_by: int, person: int) -> bool:
    """Whether somebody may change an entry: its author, and who runs the pilot."""
    return edits_pilots or entered_by == person
