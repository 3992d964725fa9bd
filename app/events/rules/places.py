"""Who has a place, who waits, and who moves up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.events.rules.kinds import Answer


@dataclass(frozen=True)
class Holder:
    """An answer to an event; `waiting_since` only for who wants to come and has no place."""

    person_id: int
    answer: Answer
    waiting_since: datetime | None = None

    @property
    def has_place(self) -> bool:
        """Whether a place is theirs."""
        return self.answer is Answer.YES and self.waiting_since is None

    @property
    def waits(self) -> bool:
        """Whether they are on the waiting list."""
        return self.answer is Answer.YES and self.waiting_since is not None


def taken(holders: Sequence[Holder]) -> int:
    """How many places are given."""
    return sum(one.has_place for one in holders)


def must_wait(holders: Sequence[Holder], capacity: int | None) -> bool:
    """Whether somebody new goes on the waiting list: no place is free, or others wait already."""
    if capacity is None:
        return False
    return taken(holders) >= capacity or any(one.waits for one in holders)


def waiting_line(holders: Sequence[Holder]) -> tuple[int, ...]:
    """The numbers of the people who wait, the longest waiting first."""
    line = [
        (one.waiting_since, one.person_id)
        for one in holders
        if one.answer is Answer.YES and one.waiting_since is not None
    ]
    return tuple(person for _, person in sorted(line))


def moving_up(holders: Sequence[Holder], capacity: int | None) -> tuple[int, ...]:
    """The numbers of the people who get a place now, the longest waiting first."""
    line = waiting_line(holders)
    return line if capacity is None else line[: max(0, capacity - taken(holders))]
