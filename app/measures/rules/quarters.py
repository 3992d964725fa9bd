"""Quarterly returns in time: which are open, due, late, and how far one is."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.sites.rules.months import last_of_quarter, next_quarter, quarter_of, quarters_between

LATE_AFTER = timedelta(days=30)  # after the end of the quarter
YEARS_BEFORE = 3  # of the contract, for baselines


class ReturnState(StrEnum):
    """How far the return of a quarter is."""

    NOT_BEGUN = "not-begun"
    DRAFT = "draft"
    SENT_BACK = "sent-back"
    SUBMITTED = "submitted"
    SIGNED = "signed"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]

    @property
    def is_in(self) -> bool:
        """Whether there are figures that somebody stands for."""
        return self in (ReturnState.SUBMITTED, ReturnState.SIGNED)


_LABELS = {
    ReturnState.NOT_BEGUN: "Not begun",
    ReturnState.DRAFT: "Draft",
    ReturnState.SENT_BACK: "Sent back",
    ReturnState.SUBMITTED: "Waits for sign-off",
    ReturnState.SIGNED: "Signed off",
}


@dataclass(frozen=True)
class QuarterFacts:
    """What is known of a quarter's return: whether figures stand, are signed, were sent back,
    whether a draft exists, and the day something was first handed in."""

    stands: bool = False
    is_signed: bool = False
    was_sent_back: bool = False
    has_draft: bool = False
    first_on: date | None = None

    @property
    def state(self) -> ReturnState:
        """How far it is."""
        if self.stands:
            return ReturnState.SIGNED if self.is_signed else ReturnState.SUBMITTED
        if self.was_sent_back:
            return ReturnState.SENT_BACK
        return ReturnState.DRAFT if self.has_draft else ReturnState.NOT_BEGUN


def due_on(quarter: date) -> date:
    """The last day on which the return of a quarter is in time: 30 days after its end."""
    return last_of_quarter(quarter) + LATE_AFTER


def days_late(quarter: date, first_on: date | None, today: date) -> int:
    """How many days late it came, or is by now; 0 in time."""
    return max(0, ((first_on or today) - due_on(quarter)).days)


def open_quarters(contract_on: date, today: date) -> list[date]:
    """The quarters that are over and can be entered, oldest first: also those before the contract
    that make a baseline."""
    begins = quarter_of(contract_on).replace(year=contract_on.year - YEARS_BEFORE)
    return [one for one in quarters_between(begins, today) if next_quarter(one) <= today]


def late_quarters(training_on: date, today: date) -> list[date]:
    """The quarters whose return was due before today."""
    return [one for one in due_quarters(training_on, today) if due_on(one) < today]


def due_quarters(training_on: date, today: date) -> list[date]:
    """The quarters whose return is asked for: over, and begun after the training for trainers."""
    begins = next_quarter(quarter_of(training_on))
    return [one for one in quarters_between(begins, today) if next_quarter(one) <= today]
