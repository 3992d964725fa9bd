"""What people can be told of, and which of it nobody can switch off."""

from dataclasses import dataclass
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
    Kind.ACTIONS: _Words("Actions", "your actions that are near or overdue"),
    Kind.MEETINGS: _Words("Meetings and workshops", "meetings ahead, and minutes to write"),
    Kind.COMMUNICATION: _Words("Communication plan", "routes to use, and answers to come"),
    Kind.REVIEWS: _Words("Reviews of the plan", "objectives that should be looked at"),
    Kind.LICENCES: _Words("Training licences", "licences that run out"),
    Kind.CONTRACTS: _Words("Contracts", "contracts and framework licences that run out"),
    Kind.PILOTS: _Words("Pilots", "monthly counts and reviews of pilots"),
    Kind.SUPPORT: _Words("Support", "requests for support that wait for an answer"),
    Kind.DRAFTS: _Words("Unfinished drafts", "what you began and did not finish"),
    Kind.STANDING: _Words("Paused and stopped sites", "pauses that end, and what was declared"),
    Kind.CONCERNS: _Words("Concerns", "missed calls, and concerns about a site"),
}
