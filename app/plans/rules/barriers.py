"""A barrier that somebody raised: who answers, what became of it, how long that took.

The loop from practice to policy and back is described in the programme's dossier, section 3.10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from app.plans.rules.actions import Faults
from app.plans.rules.codes import Barrier

LONGEST_WORDS, LONGEST_ANSWER = 2000, 4000
SOON_ENOUGH = timedelta(days=30)
FEWEST = 5  # answers before a middle or a share says more than chance


class GoesTo(StrEnum):
    """Who is asked to answer."""

    AUTHORITY = "authority"
    NSPCC = "nspcc"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"authority": "Our strategic lead", "nspcc": "The NSPCC"}[self.value]


class Disposition(StrEnum):
    """What became of it."""

    FIXED = "fixed"
    POLICY = "policy"
    GUIDANCE = "guidance"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "fixed": "Fixed here",
            "policy": "Policy changed",
            "guidance": "Guidance changed",
            "declined": "Not accepted",
        }[self.value]


@dataclass(frozen=True)
class NewBarrier:
    """A barrier as it is raised."""

    words: str
    goes_to: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class AnswerFigures:
    """How fast barriers are answered. `median_days` is over the `answered`; `share` the percentage
    answered within 30 days of the `counted`: those answered, and those open for longer. None while
    there are too few."""

    answered: int
    median_days: float | None
    counted: int
    share: int | None


def check_barrier(new: NewBarrier) -> Faults:
    """(field, what to do) for each fault."""
    faults = []
    if not new.words.strip():
        faults.append(("words", "Enter what stands in the way"))
    elif len(new.words.strip()) > LONGEST_WORDS:
        faults.append(("words", f"This must be {LONGEST_WORDS:,} characters or fewer"))
    if not new.codes:
        faults.append(("codes", "Choose what it is about, “Something else” if nothing fits"))
    elif any(code not in set(Barrier) for code in new.codes):
        faults.append(("codes", "Choose from the list"))
    if new.goes_to not in set(GoesTo):
        faults.append(("goes_to", "Choose who should answer"))
    return faults


def check_answer(disposition: str, answer: str) -> Faults:
    """(field, what to do) for each fault of an answer; every answer says something."""
    faults = []
    if disposition not in set(Disposition):
        faults.append(("disposition", "Choose what became of it"))
    if not answer.strip():
        why = "why it is not accepted" if disposition == Disposition.DECLINED else "what was done"
        faults.append(("answer", f"Enter {why}: whoever raised it reads this"))
    elif len(answer.strip()) > LONGEST_ANSWER:
        faults.append(("answer", f"The answer must be {LONGEST_ANSWER:,} characters or fewer"))
    return faults


def age(raised_on: date, answered_on: date | None, today: date) -> int:
    """Days from raised to answered, or to today."""
    return ((answered_on or today) - raised_on).days


def figures(times: Sequence[tuple[date, date | None]], today: date) -> AnswerFigures:
    """Of (raised on, answered on) of each barrier."""
    took = [(answered - raised) for raised, answered in times if answered is not None]
    waiting = [raised for raised, answered in times if answered is None]
    overdue = sum(1 for raised in waiting if today - raised > SOON_ENOUGH)
    in_time, counted = sum(1 for days in took if days <= SOON_ENOUGH), len(took) + overdue
    return AnswerFigures(
        answered=len(took),
        median_days=median(days.days for days in took) if len(took) >= FEWEST else None,
        counted=counted,
        share=in_time * 100 // counted if counted >= FEWEST else None,
    )
