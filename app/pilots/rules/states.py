"""How far a pilot is, worked out from its dates, and what is then allowed and due."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

REVIEW_AFTER = timedelta(days=14)  # a review is due so long after the end


class State(StrEnum):
    """How far a pilot is."""

    DRAFT = "draft"
    AGREED = "agreed"
    RUNNING = "running"
    ENDED = "ended"
    IN_REVIEW = "in-review"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]

    @property
    def plan_can_change(self) -> bool:
        """Whether the plan may be written on; after agreement only with a reason."""
        return self in (State.DRAFT, State.AGREED, State.RUNNING)

    @property
    def takes_entries(self) -> bool:
        """Whether counts and the learning log may be written on."""
        return self in (State.RUNNING, State.ENDED, State.IN_REVIEW)

    @property
    def can_be_reviewed(self) -> bool:
        """Whether the review may be written on."""
        return self in (State.ENDED, State.IN_REVIEW)


_LABELS = {
    State.DRAFT: "Being planned",
    State.AGREED: "Agreed",
    State.RUNNING: "Running",
    State.ENDED: "Ended",
    State.IN_REVIEW: "In review",
    State.DECIDED: "Decided",
}


@dataclass(frozen=True)
class Facts:
    """The dates that say how far a pilot is; None where it has not happened."""

    starts_on: date | None
    ends_on: date | None
    agreed_on: date | None
    ended_on: date | None
    review_begun_on: date | None
    decided_on: date | None


def state_of(facts: Facts, today: date) -> State:
    """How far it is. Past its planned end it is still running until somebody says that it ended."""
    if facts.decided_on is not None:
        return State.DECIDED
    if facts.review_begun_on is not None:
        return State.IN_REVIEW
    if facts.ended_on is not None:
        return State.ENDED
    if facts.agreed_on is None:
        return State.DRAFT
    starts_on = facts.starts_on or facts.agreed_on
    return State.RUNNING if starts_on <= today else State.AGREED


def is_past_its_end(facts: Facts, today: date) -> bool:
    """Whether the planned end has passed and nobody said that it ended."""
    is_running = state_of(facts, today) is State.RUNNING
    return is_running and facts.ends_on is not None and facts.ends_on < today


def review_due_on(facts: Facts) -> date | None:
    """The day by which its review is due: 14 days after its real or planned end."""
    end = facts.ended_on or facts.ends_on
    if facts.agreed_on is None or end is None:
        return None
    return end + REVIEW_AFTER


def review_is_late(facts: Facts, today: date) -> bool:
    """Whether it is over, its review was due before today, and nobody began one."""
    due = review_due_on(facts)
    is_over = state_of(facts, today) is State.ENDED or is_past_its_end(facts, today)
    return is_over and due is not None and due < today


def check_end(facts: Facts, on: date | None, today: date) -> list[tuple[str, str]]:
    """(field, what to do) for each fault of a day on which a running pilot ended."""
    if state_of(facts, today) is not State.RUNNING:
        return [("on", "Only a pilot that runs can end")]
    if on is None:
        return [("on", "Enter the day the pilot ended")]
    if on > today:
        return [("on", "The day the pilot ended must be today or earlier")]
    if facts.starts_on is not None and on < facts.starts_on:
        return [("on", "The day the pilot ended must be after it began")]
    return []
