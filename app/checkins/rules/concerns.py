"""An engagement concern: why it is raised, what becomes of it. The NSPCC's own."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from app.core.refusals import Faults

LONGEST = 2000


class Why(StrEnum):
    """What gives rise to a concern."""

    MISSED = "missed-calls"
    SILENT = "no-answer"
    LEADER = "no-leader"
    SLOWED = "work-stopped"
    DOUBT = "doubts-said"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As people say it."""
        return _WHY[self]


_WHY = {
    Why.MISSED: "Calls were not held",
    Why.SILENT: "No answer to mails or telephone",
    Why.LEADER: "Nobody leads it any more",
    Why.SLOWED: "Agreed work does not happen",
    Why.DOUBT: "They say that they may stop",
    Why.OTHER: "Something else",
}


class Outcome(StrEnum):
    """What became of a concern."""

    RESUMED = "contact-resumed"
    REPLANNED = "replanned"
    PAUSED = "paused"
    STOPPED = "stopped"
    UNFOUNDED = "unfounded"

    @property
    def label(self) -> str:
        """As people say it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.RESUMED: "Contact is back",
    Outcome.REPLANNED: "A new plan was agreed",
    Outcome.PAUSED: "The site pauses",
    Outcome.STOPPED: "The site stops",
    Outcome.UNFOUNDED: "There was no reason for it",
}


def why_of(words: str) -> tuple[Why, ...]:
    """The reasons of stored words, in the order of the list."""
    stored = set(words.split())
    return tuple(one for one in Why if one.value in stored)


def in_words(why: Iterable[Why]) -> str:
    """Reasons as a line."""
    return "; ".join(one.label for one in why)


def check_concern(
    why: Collection[str], words: str, to: int | None, people: Collection[int]
) -> Faults:
    """(field, what to do) for each fault; `people` are those it can be escalated to."""
    faults: Faults = []
    if not why or not set(why) <= set(Why):
        faults.append(("why", "Tick at least one reason."))
    faults += check_words("words", words, "Say in a few words what you see.")
    if to not in people:
        faults.append(("to", "Choose who is told of it."))
    return faults


def check_words(field: str, words: str, empty: str) -> Faults:
    """A fault where words are missing or too long."""
    if not words.strip():
        return [(field, empty)]
    if len(words.strip()) > LONGEST:
        return [(field, f"Use at most {LONGEST:,} characters.")]
    return []
