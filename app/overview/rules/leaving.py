"""Who takes over what somebody leaves: the successor, unless something else was chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.sites.rules.posts import Post

POST = "post:"


class Work(StrEnum):
    """The kinds of work that can be passed on, in the order of the page."""

    ACTIONS = "actions"
    SEATS = "seats"
    MEETINGS = "meetings"
    ROUNDS = "rounds"
    INVITATIONS = "invitations"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]

    @property
    def left_alone(self) -> str:
        """What becomes of it where nobody follows."""
        return _LEFT_ALONE[self]


_LABELS = {
    Work.ACTIONS: "Open actions",
    Work.SEATS: "Seats in groups",
    Work.MEETINGS: "Planned meetings they run",
    Work.ROUNDS: "Self assessments they are asked in",
    Work.INVITATIONS: "Invitations they sent that wait",
}
_LEFT_ALONE = {
    Work.ACTIONS: "wait for whoever follows",
    Work.SEATS: "end with the last day",
    Work.MEETINGS: "stay planned, in their name",
    Work.ROUNDS: "go on without them",
    Work.INVITATIONS: "stay in their name",
}


@dataclass(frozen=True)
class Thing:
    """One thing somebody holds: a row of its room, and how people call it."""

    id: int
    words: str


@dataclass(frozen=True)
class Passed:
    """Who takes one thing over; None where nobody does."""

    thing: Thing
    to: int | None


def successor(chosen: Mapping[str, int | None]) -> int | None:
    """Who follows in general: in the post of strategic lead, else the first post that has somebody.

    `chosen` maps parts ("post:deputy") to people.
    """
    order = [Post.STRATEGIC, *(post for post in Post if post is not Post.STRATEGIC)]
    found = (chosen.get(f"{POST}{post.value}") for post in order)
    return next((person for person in found if person is not None), None)


def passed_on(
    work: Work, things: Iterable[Thing], chosen: Mapping[str, int | None]
) -> list[Passed]:
    """Who takes each of these things: what was chosen for it, else for its kind, else the
    successor."""
    for_kind = chosen[work.value] if work.value in chosen else successor(chosen)
    return [Passed(one, chosen.get(part_of(work, one.id), for_kind)) for one in things]


def part_of(work: Work, number: int) -> str:
    """The part that stands for one thing alone, such as "actions:12"."""
    return f"{work.value}:{number}"
