"""What people can be told of, which of it nobody can switch off, and when they are away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a reminder or a notice is about. People choose by these, ladders are kept by them."""

    CALLS = "calls"
    MILESTONES = "milestones"
    ASSESSMENTS = "assessments"
    ACTIONS = "actions"
    MEETINGS = "meetings"
    COMMUNICATION = "communication"
    REVIEWS = "reviews"
    LICENCES = "licences"
    CONTRACTS = "contracts"
    PILOTS = "pilots"
    SUPPORT = "support"
    DRAFTS = "drafts"
    STANDING = "standing"
    CONCERNS = "concerns"

    @property
    def label(self) -> str:
        """As people say it."""
        return _WORDS[self].label

    @property
    def what(self) -> str:
        """What comes under it, in a few words."""
        return _WORDS[self].what

    @property
    def is_critical(self) -> bool:
        """Whether nobody can mute it."""
        return self in (Kind.CONTRACTS, Kind.STANDING, Kind.CONCERNS)


@dataclass(frozen=True)
class _Words:
    label: str
    what: str


_WORDS = {
    Kind.CALLS: _Words("Check-in calls", "calls ahead, and calls without a note"),
    Kind.MILESTONES: _Words("Milestones", "milestones that are near or overdue"),
    Kind.ASSESSMENTS: _Words("Self assessments", "rounds to rate, finish or sign off"),
    Kind.ACTIONS: _Words("Actions", "your actions, and barriers that wait for an answer"),
    Kind.MEETINGS: _Words("Meetings and workshops", "meetings ahead, and minutes to write"),
    Kind.COMMUNICATION: _Words("Communication plan", "routes to use, and answers to come"),
    Kind.REVIEWS: _Words("Reviews of the plan", "objectives that should be looked at"),
    Kind.LICENCES: _Words("Training licences", "licences that run out"),
    Kind.CONTRACTS: _Words("Contracts", "contracts and framework licences that run out"),
    Kind.PILOTS: _Words("Pilots", "monthly counts and reviews of pilots"),
    Kind.SUPPORT: _Words("Support", "requests for support that wait for an answer"),
    Kind.DRAFTS: _Words("Unfinished drafts", "what you began and did not finish"),
    Kind.STANDING: _Words("Sites and their leads", "what is paused or stopped, and who takes over"),
    Kind.CONCERNS: _Words("Concerns", "missed calls, and concerns about a site"),
}

LONGEST_ABSENCE = 366  # days


def ways_out(kind: Kind) -> str | None:
    """What to give `outbox.queue(unsubscribe=...)` for mail of a kind: None for critical ones."""
    return None if kind.is_critical else kind.value


def kind_named(word: str) -> Kind | None:
    """The kind that can be muted under this name, or None."""
    found = next((kind for kind in Kind if kind.value == word), None)
    return None if found is None or found.is_critical else found


def check_absence(
    first: date, last: date, today: date, others: Iterable[tuple[date, date]]
) -> tuple[str, str] | None:
    """(field, what is wrong with it), or None; `others` are the absences known already."""
    if last < first:
        return "last_day", "The last day must not lie before the first"
    if last < today:
        return "last_day", "The last day must be today or later"
    if (last - first).days >= LONGEST_ABSENCE:
        return "last_day", "The last day must lie within a year of the first"
    if any(first <= theirs_last and theirs_first <= last for theirs_first, theirs_last in others):
        return "first_day", "These days overlap with an absence you entered before: remove it first"
    return None
