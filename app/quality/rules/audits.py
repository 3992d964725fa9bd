"""Planning a round of case audits, auditing a case, closing a round: what may be, and why not."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.refusals import Faults
from app.instruments.rules import Instrument

USUAL, FEWEST = 10, 5  # cases in a round; below FEWEST no figure is shown
MOST_CASES = 200
EVERY_FIFTH = 5  # proposed for a second audit: at least 20%
LONGEST_NAME, LONGEST_NOTE, LONGEST_REFERENCE = 100, 1000, 60


class Drawn(StrEnum):
    """How the cases of a round were chosen."""

    ALL = "all"
    RANDOM = "random"
    EVERY_NTH = "every-nth"
    BY_HAND = "by-hand"

    @property
    def label(self) -> str:
        """As people say it."""
        return _DRAWN[self]


_DRAWN = {
    Drawn.ALL: "All cases of the period",
    Drawn.RANDOM: "At random",
    Drawn.EVERY_NTH: "At even steps down a list, such as every third case",
    Drawn.BY_HAND: "By hand",
}


class Grade(StrEnum):
    """How good the work was, judged as a whole; closely followed is not the same as well done."""

    OUTSTANDING = "4"
    GOOD = "3"
    REQUIRES_IMPROVEMENT = "2"
    INADEQUATE = "1"

    @property
    def label(self) -> str:
        """As people say it."""
        return _GRADES[self]


_GRADES = {
    Grade.OUTSTANDING: "4 – Outstanding: others could learn from it",
    Grade.GOOD: "3 – Good: it served the child well",
    Grade.REQUIRES_IMPROVEMENT: "2 – Requires improvement: parts of it did not serve the child",
    Grade.INADEQUATE: "1 – Inadequate: it left the child without what they needed",
}


@dataclass(frozen=True)
class NewRound:
    """A round as it is planned. `available`: how many cases the period had."""

    name: str
    first_day: date | None
    last_day: date | None
    available: int | None
    planned: int | None
    drawn: str
    drawn_note: str
    due_on: date | None
    auditors: tuple[int, ...]


@dataclass(frozen=True)
class Beginning:
    """What is known of a case when somebody begins to audit it.

    `number` is its place in this round, None for a case that is new to it; `mine` the audit this
    person has of it; `auditors` how many have one.
    """

    number: int | None = None
    mine: int | None = None
    auditors: int = 0


def usual_sample(available: int) -> int:
    """How many cases to audit where there are so many: ten, or all if there are fewer."""
    return min(USUAL, available)


def check_round(new: NewRound, people: Collection[int], today: date | None) -> Faults:
    """(field, what to do) for each fault. `people` may audit; `today` is given for a new round,
    whose due date cannot have passed."""
    return [*_check_words(new), *_check_days(new, today), *_check_sample(new), *_who(new, people)]


def _check_words(new: NewRound) -> Faults:
    faults: Faults = []
    if not new.name.strip():
        faults.append(("name", "Enter a name for the round, such as Autumn 2027"))
    elif len(new.name.strip()) > LONGEST_NAME:
        faults.append(("name", f"The name must be {LONGEST_NAME} characters or fewer"))
    if new.drawn not in set(Drawn):
        faults.append(("drawn", "Choose how the cases are drawn"))
    if len(new.drawn_note.strip()) > LONGEST_NOTE:
        faults.append(("drawn_note", f"This must be {LONGEST_NOTE:,} characters or fewer"))
    elif new.drawn == Drawn.BY_HAND and not new.drawn_note.strip():
        faults.append(("drawn_note", "Enter why the cases are chosen by hand, and how"))
    return faults


def _check_days(new: NewRound, today: date | None) -> Faults:
    faults: Faults = []
    if new.first_day is None:
        faults.append(("first_day", "Enter the first day of the period"))
    if new.last_day is None:
        faults.append(("last_day", "Enter the last day of the period"))
    if new.first_day and new.last_day and new.last_day < new.first_day:
        faults.append(("last_day", "The last day must not lie before the first"))
    if new.due_on is None:
        faults.append(("due_on", "Enter the date by which the audits are done"))
    elif today is not None and new.due_on < today:
        faults.append(("due_on", "The date by which the audits are done must be today or later"))
    return faults


def _check_sample(new: NewRound) -> Faults:
    if new.available is None or not 1 <= new.available <= 9999:
        return [("available", "Enter how many cases the period had, from 1 to 9999")]
    fewest = min(FEWEST, new.available)
    most = min(MOST_CASES, new.available)
    if new.planned is None or not fewest <= new.planned <= most:
        return [
            ("planned", f"Enter how many cases you audit, from {fewest} to {most}")
            if most > fewest
            else ("planned", f"Audit all cases where there are so few: enter {fewest}")
        ]
    if new.drawn == Drawn.ALL and new.planned < new.available:
        return [("drawn", "Choose another way: you do not audit all cases of the period")]
    return []


def _who(new: NewRound, people: Collection[int]) -> Faults:
    if not new.auditors:
        return [("auditors", "Choose at least one auditor")]
    if set(new.auditors) - set(people):
        return [("auditors", "Choose people who belong to this site now")]
    return []


def wants_second(number: int) -> bool:
    """Whether a second auditor is proposed for the case with this number in its round."""
    return number % EVERY_FIFTH == 1


def normalised(reference: str) -> str:
    """A reference without what people write differently: case, blanks, dashes, dots, slashes."""
    plain = unicodedata.normalize("NFKC", reference).casefold()
    return re.sub(r"[^0-9a-z]", "", plain)


def check_reference(reference: str) -> Faults:
    """A fault where this is no local case reference."""
    if not reference.strip():
        return [("case_reference", "Enter the reference of the case in your own system")]
    if len(reference.strip()) > LONGEST_REFERENCE:
        words = f"The reference must be {LONGEST_REFERENCE} characters or fewer"
        return [("case_reference", words)]
    if not re.search(r"\d", normalised(reference)):
        words = "Enter the number of the case in your own system, never a name"
        return [("case_reference", words)]
    return []


def check_beginning(found: Beginning, *, declared: bool, is_auditor: bool) -> Faults:
    """A fault where this person cannot audit this case."""
    if not is_auditor:
        return [("declared", "You are not among the auditors of this round")]
    if not declared:
        words = (
            "Tick this if you do not hold the case, else ask another auditor. Type the "
            "reference again: it was not kept"
        )
        return [("declared", words)]
    if found.mine is None and found.auditors > 1:
        words = f"This is case {found.number} of this round, which has two audits already"
        return [("case_reference", words)]
    return []


def check_grade(grade: str, note: str) -> Faults:
    """A fault of the separate judgement of quality."""
    faults: Faults = []
    if grade not in set(Grade):
        faults.append(("grade", "Choose how good the work was as a whole"))
    if not note.strip():
        faults.append(("grade_note", "Enter in a sentence what your judgement rests on"))
    elif len(note.strip()) > LONGEST_NOTE:
        faults.append(("grade_note", f"This must be {LONGEST_NOTE:,} characters or fewer"))
    return faults


def optional_stages(instrument: Instrument) -> tuple[str, ...]:
    """The stages a case may not have reached: all but the first, and what is looked at in every
    case, which stands last."""
    return tuple(section.id for section in instrument.sections[1:-1])


def missing(
    items: Mapping[str, Collection[str]], scores: Mapping[str, int], skipped: Mapping[str, str]
) -> list[str]:
    """What an audit lacks before it is handed in: ids of items without a score, and of stages that
    were not reached without a reason. `items` are those of each stage, `skipped` the reasons."""
    found: list[str] = []
    for stage, ids in items.items():
        if stage in skipped:
            found += [] if skipped[stage].strip() else [stage]
        else:
            found += [id for id in ids if id not in scores]
    return found


def check_close(handed_in: int, planned: int, unfinished: int, reason: str) -> Faults:
    """A fault where a round cannot be closed like this; numbers of cases and of audits."""
    faults: Faults = []
    if len(reason.strip()) > LONGEST_NOTE:
        faults.append(("reason", f"The reason must be {LONGEST_NOTE:,} characters or fewer"))
    below = handed_in < planned or unfinished
    if below and not reason.strip():
        faults.append(("reason", "Enter why the round ends before all audits are handed in"))
    return faults


def check_take_back(*, is_open: bool, has_other: bool) -> Faults:
    """A fault where an audit stays as it was handed in. `has_other` says that another audit of the
    case is handed in as well: whoever changed theirs now might know what the other came to."""
    if not is_open:
        return [("audit", "The round is closed, so its audits stay as they are")]
    if has_other:
        return [
            (
                "audit",
                "The case has two audits now. Both stay as they are, so that neither "
                "follows the other",
            )
        ]
    return []


def is_blind(*, audits: bool, begun: bool, handed_in: bool, others: int) -> bool:
    """Whether somebody must not see what `others` judged of a case: who audits in the open round,
    until they handed in their own audit of it, or it has two of other people."""
    return audits and not handed_in and (begun or others < 2)


def may_read(*, mine: bool, leads: bool, handed_in: bool, blind: bool) -> bool:
    """Whether somebody of the authority reads a single audit: their own; who leads, also one that
    is handed in, but not while they audit the same case, or may yet, and would be led by it."""
    return mine or (leads and handed_in and not blind)
