"""Monthly use counts: which months are open and due, which counts can be right.

All cases begun in a month are never unknown: no case is a 0 with its reason. Of the types of case
None means that nobody said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.refusals import Faults, at_most
from app.journey.rules.case_types import CaseType
from app.sites.rules import Stage
from app.sites.rules.months import first_of, in_words, months_between, next_month

LARGEST, LONGEST_NOTE = 10_000, 2_000
DUE_DAY = 10  # of the month that follows
JUMP_BY, JUMP_SHARE = 10, 0.5
LEAST_ELIGIBLE = 6  # below it a share says more about a family than about the framework
Types = Mapping[CaseType, int | None]


class NoneBecause(StrEnum):
    """Why no case began in a month."""

    NOT_SUITABLE = "not-suitable"
    NOT_BEGUN = "not-begun"
    NO_TIME = "no-time"
    NOT_TRAINED = "not-trained"
    PAUSED = "paused"
    NOT_USED = "not-used"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As people say it."""
        return _NONE_BECAUSE[self]


_NONE_BECAUSE = {
    NoneBecause.NOT_SUITABLE: "No suitable case came up",
    NoneBecause.NOT_BEGUN: "Teams have not begun to use it yet",
    NoneBecause.NO_TIME: "Nobody had the time",
    NoneBecause.NOT_TRAINED: "Trained staff were missing",
    NoneBecause.PAUSED: "The work was paused",
    NoneBecause.NOT_USED: "The framework is not used at present",
    NoneBecause.OTHER: "Another reason, which the note says",
}


@dataclass(frozen=True)
class MonthSaid:
    """What somebody says of a month. `cases` None: nothing was typed."""

    cases: int | None
    types: Types = field(default_factory=dict)
    eligible: int | None = None
    none_because: str = ""
    note: str = ""

    @property
    def known(self) -> int:
        """The cases whose type was said."""
        return sum(number or 0 for number in self.types.values())

    @property
    def outside(self) -> int:
        """The cases outside what the framework is meant for, as far as types were said."""
        return sum(self.types.get(one) or 0 for one in CaseType if not one.is_intended)

    @property
    def reach(self) -> float | None:
        """The share, 0 to 1, of eligible cases that began; None where it says too little."""
        if self.cases is None or self.eligible is None or self.eligible < LEAST_ELIGIBLE:
            return None
        return min(1.0, self.cases / self.eligible)


@dataclass(frozen=True)
class Asking:
    """What decides which counts a site is asked for: its stage, and the day of its training for
    trainers. Before the framework is used there are no cases to count, whatever was planned."""

    stage: Stage
    training_on: date

    @property
    def has_cases(self) -> bool:
        """Whether the framework is in use at this stage."""
        return self.stage.number >= Stage.INITIAL.number

    def months(self, today: date) -> list[date]:
        """The months whose count is asked for."""
        return due_months(self.training_on, today) if self.has_cases else []


def due_on(month: date) -> date:
    """The day by which the count of a month is due: the 10th of the month after."""
    return next_month(month).replace(day=DUE_DAY)


def open_months(contract_on: date, today: date) -> list[date]:
    """The months that can be entered: from that of the contract to the present one."""
    return months_between(contract_on, today)


def due_months(training_on: date, today: date) -> list[date]:
    """The months whose count is asked for: over, and begun after the training for trainers."""
    begins = next_month(first_of(training_on))
    return [one for one in months_between(begins, today) if next_month(one) <= today]


def late_months(training_on: date, today: date) -> list[date]:
    """The months whose count was due before today."""
    return [one for one in due_months(training_on, today) if due_on(one) < today]


def is_final(month: date, entered_on: date) -> bool:
    """Whether what was entered on a day was about the whole month."""
    return entered_on >= next_month(month)


def check_month(month: date, said: MonthSaid, can_enter: list[date], today: date) -> Faults:
    """(field, what to do) for each number that cannot be right."""
    if month not in can_enter:
        return [("cases", f"{in_words(month)} cannot be entered: it is ahead, or long past")]
    if said.cases is None:
        return [("cases", "Enter how many cases began, 0 if none: empty is not 0")]
    faults = [*_out_of_range(said)]
    if said.cases == 0:
        faults += _check_none(said)
    elif said.none_because:
        faults.append(("none_because", "Choose no reason here, or enter 0 cases"))
    if said.known > said.cases:
        words = f"The types add up to {said.known:,}, and {said.cases:,} cases began: check both"
        faults.append(("cases", words))
    return faults + at_most("note", said.note, LONGEST_NOTE, "The note")


def _out_of_range(said: MonthSaid) -> Iterator[tuple[str, str]]:
    numbers = {"cases": said.cases, "eligible": said.eligible}
    numbers |= {field_of(one): number for one, number in said.types.items()}
    for name, number in numbers.items():
        if number is not None and not 0 <= number <= LARGEST:
            yield name, f"Enter a whole number from 0 to {LARGEST:,}"


def _check_none(said: MonthSaid) -> Faults:
    if said.none_because not in set(NoneBecause):
        return [("none_because", "Say why no case began")]
    if said.none_because == NoneBecause.OTHER and not said.note.strip():
        return [("note", "Write why no case began")]
    return []


def field_of(one: CaseType) -> str:
    """The field of a form, and the column, that holds a type of case."""
    return one.value.replace("-", "_")


def unusual(said: MonthSaid, last: tuple[date, int] | None) -> list[str]:
    """What is possible and unusual, in sentences; `last` is the newest month before, its cases."""
    found = []
    cases = said.cases or 0
    if said.eligible is not None and cases > said.eligible:
        found.append(f"{cases:,} cases began, and only {said.eligible:,} were eligible.")
    if last is not None:
        month, before = last
        change = abs(cases - before)
        if change > JUMP_BY and change > JUMP_SHARE * before:
            found.append(f"{cases:,} cases began, and {before:,} in {in_words(month)}.")
    return found


def check_note(found: list[str], note: str) -> Faults:
    """Unusual numbers want a word."""
    if found and not note.strip():
        return [("note", f"Check: {' '.join(found)} If it is right, say why in the note")]
    return []


def check_correction(needs_reason: bool, reason: str) -> Faults:
    """A correction says why."""
    if needs_reason and not reason.strip():
        return [("reason", "Say why the count changes")]
    return at_most("reason", reason, LONGEST_NOTE, "The reason")
