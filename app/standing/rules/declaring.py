"""Declaring a status: active, paused until a day, stopped since a day; why, in codes and words.

Paused and stopped sites are read-only (`app.access.policy.LEFT_AT_REST`). Nothing resumes by
itself: a pause that is over is only said to be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.refusals import Faults
from app.sites.rules import Status
from app.sites.rules.succession import in_words

SHORTEST_WORDS = 10
LONGEST_PAUSE_YEARS = 2


class Reason(StrEnum):
    """Why a status is declared; several may apply."""

    LEADERSHIP = "leadership-change"
    STAFFING = "staffing"
    RESTRUCTURE = "restructure"
    INSPECTION = "inspection"
    FUNDING = "funding"
    PRIORITIES = "other-priorities"
    PARTNERS = "partners"
    NO_FIT = "no-fit"
    MERGED = "merged"
    NEW_LEAD = "new-lead"
    CAPACITY = "capacity-back"
    FUNDED = "funding-found"
    SETTLED = "change-settled"
    COMMITTED = "new-commitment"
    CORRECTION = "correction"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason as people read it."""
        return _LABELS[self]


_LABELS = {
    Reason.LEADERSHIP: "The sponsor or lead left or changed",
    Reason.STAFFING: "Staff are not available",
    Reason.RESTRUCTURE: "Restructure or reorganisation",
    Reason.INSPECTION: "Inspection or the response to one",
    Reason.FUNDING: "No money for it",
    Reason.PRIORITIES: "Other work comes first",
    Reason.PARTNERS: "Partners do not take part",
    Reason.NO_FIT: "The framework does not fit here",
    Reason.MERGED: "It goes on at another adoption after a merger",
    Reason.NEW_LEAD: "There is a new sponsor or lead",
    Reason.CAPACITY: "Staff are available again",
    Reason.FUNDED: "There is money for it",
    Reason.SETTLED: "The restructure or inspection is over",
    Reason.COMMITTED: "The authority wants it again",
    Reason.CORRECTION: "Correcting an error",
    Reason.OTHER: "Another reason",
}
_RESUMING = (
    *(Reason.NEW_LEAD, Reason.CAPACITY, Reason.FUNDED, Reason.SETTLED, Reason.COMMITTED),
    *(Reason.CORRECTION, Reason.OTHER),
)
_RESTING = (
    *(Reason.LEADERSHIP, Reason.STAFFING, Reason.RESTRUCTURE, Reason.INSPECTION, Reason.FUNDING),
    *(Reason.PRIORITIES, Reason.PARTNERS, Reason.NO_FIT, Reason.CORRECTION, Reason.OTHER),
)


class Answer(StrEnum):
    """What the NSPCC answers to a request to resume; WAITING while it has not."""

    WAITING = ""
    RESUME = "resume"
    NOT_YET = "not-yet"

    @property
    def label(self) -> str:
        """The answer as people read it."""
        return {"": "Waiting for an answer", "resume": "Resumed", "not-yet": "Not yet"}[self.value]


@dataclass(frozen=True)
class Present:
    """Where a site stands: its status, since when, and until when where it is paused.

    `since` is None where nothing was ever declared.
    """

    status: Status
    since: date | None = None
    until: date | None = None

    def is_over(self, today: date) -> bool:
        """Whether it is paused until a day that has come."""
        return self.status is Status.PAUSED and self.until is not None and self.until <= today


@dataclass(frozen=True)
class Declaration:
    """What is declared: in force from `on`, of a pause `until` the day it should be over."""

    to: Status
    reasons: tuple[Reason, ...]
    words: str
    on: date
    until: date | None = None


def reasons_for(to: Status) -> tuple[Reason, ...]:
    """The reasons a person can choose; "merged" is chosen by joining two adoptions."""
    return _RESUMING if to is Status.ACTIVE else _RESTING


def offered_statuses(now: Status) -> tuple[Status, ...]:
    """What can be declared next: a pause can also be made longer or shorter."""
    return tuple(one for one in Status if one is not now or one is Status.PAUSED)


def check_declaration(now: Present, wanted: Declaration, today: date) -> Faults:
    """What must be put right before it is declared, as (field, what to do)."""
    faults: Faults = []
    if wanted.to not in offered_statuses(now.status):
        faults.append(("to", f"The site is {now.status.value} already; choose another status"))
    if not wanted.reasons:
        faults.append(("reasons", "Choose at least one reason"))
    if len(wanted.words.strip()) < SHORTEST_WORDS:
        faults.append(("words", "Say why in a sentence, in ten characters or more"))
    return [*faults, *_days(now, wanted, today)]


def _days(now: Present, wanted: Declaration, today: date) -> Faults:
    faults: Faults = []
    if wanted.on > today:
        faults.append(("on", "The day must be today or in the past"))
    if now.since is not None and wanted.on < now.since:
        day = in_words(now.since)
        faults.append(("on", f"The day must be {day}, when the present status began, or later"))
    if wanted.to is Status.PAUSED:
        faults += _until(now, wanted.until, today)
    return faults


def _until(now: Present, until: date | None, today: date) -> Faults:
    if until is None:
        return [("until", "Enter the day on which you will look at it again")]
    if until <= today:
        return [("until", "The day until which it is paused must be in the future")]
    if until > today.replace(year=today.year + LONGEST_PAUSE_YEARS, day=min(today.day, 28)):
        return [("until", f"A pause ends within {LONGEST_PAUSE_YEARS} years; or stop the site")]
    if now.status is Status.PAUSED and until == now.until:
        return [("until", f"It is paused until {in_words(until)} already; enter another day")]
    return []


def said_in_words(status: Status, on: date | None, until: date | None, today: date) -> str:
    """ "Paused until 4 May 2027", "Stopped since 1 March 2026", "Active": the state in a phrase."""
    if status is Status.PAUSED and until is not None:
        over = ", which has passed" if until <= today else ""
        return f"Paused until {in_words(until)}{over}"
    since = f" since {in_words(on)}" if on is not None else ""
    return f"{status.value.capitalize()}{since}"


def codes_in_words(reasons: Sequence[Reason]) -> str:
    """The reasons in one line."""
    words = "; ".join(one.label[:1].lower() + one.label[1:] for one in reasons)
    return words[:1].upper() + words[1:]
