"""The note of a call: its parts, what each save may overwrite, when a call may be written up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from app.checkins.rules.booking import LONDON, CallState
from app.core.refusals import Faults

LOWEST, HIGHEST = 1, 10
LONGEST_TEXT, LONGEST_REASON, LONGEST_CALL = 4000, 1000, 300
PATIENCE = timedelta(days=10)


class Section(StrEnum):
    """A part of the agenda that both sides read."""

    SINCE = "since"
    PEOPLE = "people"
    EVENTS = "events"
    CASES = "cases"
    TRAINING = "training"
    QUALITY = "quality"
    CHANGES = "changes"
    OUTCOMES = "outcomes"

    @property
    def label(self) -> str:
        """As people say it."""
        return _SECTIONS[self][0]

    @property
    def hint(self) -> str:
        """What belongs under it."""
        return _SECTIONS[self][1]


_SECTIONS = {
    Section.SINCE: ("Since last time", "What happened, what was done"),
    Section.PEOPLE: ("People changes", "Sponsor, lead, trainers: who comes, who goes"),
    Section.EVENTS: ("Events in the organisation", "Restructure, inspection, budget"),
    Section.CASES: ("Cases started", "How many, in which teams; no child or family"),
    Section.TRAINING: ("Training", "Sessions held and planned, who still waits"),
    Section.QUALITY: ("Quality assurance", "Audits, supervision, practice groups"),
    Section.CHANGES: ("Barriers and adaptations", "What is in the way, what was changed"),
    Section.OUTCOMES: ("Outcomes and feedback", "What families and staff say, what helped"),
}

# Beside the sections: what else is kept as it is typed.
TAKEN_PART, GUESTS, MINUTES = "took_part", "guests", "minutes"
BARRIERS, FACILITATORS, CONFIDENCE = "barriers", "facilitators", "confidence"
PRIVATE = "private"
FIELDS = (
    *(TAKEN_PART, GUESTS, MINUTES),
    *Section,
    *(BARRIERS, FACILITATORS, CONFIDENCE, PRIVATE),
)


class MissReason(StrEnum):
    """Why a call was not held."""

    NOBODY = "nobody-came"
    LATE = "moved-too-late"
    CRISIS = "crisis"
    OURS = "nspcc"
    TECHNICAL = "technical"

    @property
    def label(self) -> str:
        """As people say it."""
        return _REASONS[self]


_REASONS = {
    MissReason.NOBODY: "Nobody from the authority came",
    MissReason.LATE: "The authority asked too late to move it",
    MissReason.CRISIS: "A crisis or an inspection at the authority",
    MissReason.OURS: "The NSPCC could not take the call",
    MissReason.TECHNICAL: "A technical fault",
}


@dataclass(frozen=True)
class Mark:
    """What a reader saw of a field: its version (0: nothing was saved) and a digest of it."""

    version: int
    digest: str

    def __str__(self) -> str:
        return f"{self.version}:{self.digest}"


def mark_of(version: int, words: str) -> Mark:
    """The mark of words at a version."""
    return Mark(version, sha256(words.encode()).hexdigest()[:12])


def read_mark(typed: str) -> Mark:
    """A mark that a page sent back; one that cannot be read has seen nothing."""
    version, _, digest = typed.partition(":")
    is_number = version.isascii() and version.isdigit() and len(version) < 10
    return Mark(int(version) if is_number else 0, digest)


class Fate(StrEnum):
    """What becomes of what somebody sent of one field."""

    SAME = "same"  # it stands there already
    UNTOUCHED = "untouched"  # the sender did not change it: whatever stands there stays
    WRITE = "write"
    CONFLICT = "conflict"


def fate(kept: str, kept_version: int, seen: Mark, typed: str) -> Fate:
    """What becomes of `typed`, sent by somebody who saw `seen`, where `kept` stands.

    Two people fill in one note: a field that only one of them touched is never a conflict, even
    where a page sends all its fields at once.
    """
    if typed == kept:
        return Fate.SAME
    if seen.digest == mark_of(0, typed).digest:
        return Fate.UNTOUCHED
    return Fate.WRITE if seen.version == kept_version else Fate.CONFLICT


def tidy(words: str) -> str:
    """Words as they are kept: the line ends of every browser alike, nothing around them."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def check_note(fields: Mapping[str, str]) -> Faults:
    """(field, what to do) for each fault of a note that is to be saved for good."""
    faults: Faults = []
    if not fields.get(TAKEN_PART) and not fields.get(GUESTS):
        faults.append(
            (TAKEN_PART, "Tick who took part, or write who it was. If nobody did, use “Not held”.")
        )
    minutes = fields.get(MINUTES, "")
    if not minutes.isdigit() or not 1 <= int(minutes) <= LONGEST_CALL:
        faults.append((MINUTES, f"Enter how many minutes it took, from 1 to {LONGEST_CALL}."))
    return faults


def may_record(state: CallState, starts_at: datetime, now: datetime) -> bool:
    """Whether a call may be written up: from its London day on, unless it was cancelled."""
    begun = starts_at.astimezone(LONDON).date() <= now.astimezone(LONDON).date()
    return begun and state is not CallState.CANCELLED


def may_miss(state: CallState, starts_at: datetime, now: datetime) -> bool:
    """Whether it may be said that a call was not held: once its time has come."""
    return state is CallState.PLANNED and starts_at <= now


def confidence_words(now: int | None, before: int | None) -> str:
    """The confidence as a sentence, with how it changed since the call before."""
    if now is None:
        return "Confidence that it will last was not asked."
    said = f"Confidence that it will last: {now} of {HIGHEST}"
    if before is None:
        return f"{said}."
    if now == before:
        return f"{said}, the same as at the call before."
    return f"{said}, {'up' if now > before else 'down'} from {before} at the call before."


@dataclass(frozen=True)
class Past:
    """How one call of a site went, by its London day."""

    on: date
    state: CallState


def why_concern(calls: Sequence[Past], today: date) -> str:
    """Why an engagement concern is proposed, in a sentence; "" while there is no reason to.

    `calls` are those of one site. Two calls in a row that were not held, or one with nothing held
    or booked since for ten days.
    """
    known = sorted((one for one in calls if one.state is not CallState.CANCELLED), key=_on)
    over = [one for one in known if one.state in (CallState.HELD, CallState.MISSED)]
    last = over[-2:]
    if not last or last[-1].state is not CallState.MISSED:
        return ""
    if len(last) == 2 and last[0].state is CallState.MISSED:
        return "The last two calls were not held."
    ahead = any(one.state is CallState.PLANNED and one.on >= today for one in known)
    days = (today - last[-1].on).days
    if not ahead and today - last[-1].on >= PATIENCE:
        return f"The last call was not held {days} days ago, and no call is booked."
    return ""


def _on(call: Past) -> date:
    return call.on
