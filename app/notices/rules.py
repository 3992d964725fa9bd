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
    AUDITS = "audits"
    RETURNS = "returns"
    SUPPORT = "support"
    ADAPTATIONS = "adaptations"
    DRAFTS = "drafts"
    STANDING = "standing"
    CONCERNS = "concerns"
    WARNINGS = "warnings"
    COMMUNITY = "community"
    DIGEST = "digest"
    EVENTS = "events"
    SAFETY = "safety"

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
        return self in (Kind.CONTRACTS, Kind.STANDING, Kind.CONCERNS, Kind.WARNINGS, Kind.SAFETY)


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
    Kind.AUDITS: _Words("Case audits", "audit rounds that you take part in or lead"),
    Kind.RETURNS: _Words("Counts and returns", "monthly use counts and quarterly returns"),
    Kind.SUPPORT: _Words("Support", "requests for support that wait for an answer"),
    Kind.ADAPTATIONS: _Words("Adaptations", "views that are owed, and what to look at again"),
    Kind.DRAFTS: _Words("Unfinished drafts", "what you began and did not finish"),
    Kind.STANDING: _Words("Sites and their leads", "what is paused or stopped, and who takes over"),
    Kind.WARNINGS: _Words("Early warning", "a site of yours whose early-warning level got worse"),
    Kind.COMMUNITY: _Words("Community", "answers, mentions and what you follow"),
    Kind.DIGEST: _Words("Community digest", "what is new there, once a week or a day"),
    Kind.EVENTS: _Words("Events", "events you signed up for"),
    Kind.SAFETY: _Words("Safeguarding worries", "posts reported because a child may be at risk"),
    Kind.CONCERNS: _Words("Concerns", "missed calls, and concerns about a site"),
}

LONGEST_ABSENCE = 366  # days


def ways_out(*kinds: Kind) -> str | None:
    """What to give `outbox.queue(unsubscribe=...)` for a mail about these kinds: those its reader
    can stop, None where all are critical."""
    return ",".join(sorted({kind.value for kind in kinds if not kind.is_critical})) or None


def kinds_named(words: str) -> list[Kind]:
    """The kinds of such a word that can be muted; empty when one of them is none."""
    known = {kind.value: kind for kind in Kind if not kind.is_critical}
    named = words.split(",")
    return [known[word] for word in named] if known.keys() >= set(named) else []


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
