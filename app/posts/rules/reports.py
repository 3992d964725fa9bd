"""Reports, and what moderators decide."""

from enum import StrEnum

from app.core.refusals import Faults

LONGEST_WORDS = 2000


class Reason(StrEnum):
    """Why somebody reports a post."""

    IDENTIFIES = "identifies"
    WORRY = "worry"
    UNKIND = "unkind"
    WRONG_PLACE = "wrong-place"
    SPAM = "spam"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As people say it."""
        return _REASONS[self]

    @property
    def is_urgent(self) -> bool:
        """Whether who is on duty is told at once."""
        return self in (Reason.WORRY, Reason.IDENTIFIES)


_REASONS = {
    Reason.IDENTIFIES: "It could identify a child or a family",
    Reason.WORRY: "It makes me worry that a child is at risk",
    Reason.UNKIND: "It is unkind to somebody",
    Reason.WRONG_PLACE: "It is in the wrong place",
    Reason.SPAM: "It advertises something",
    Reason.OTHER: "Something else",
}


def check_report(reason: str, words: str) -> Faults:
    """What is wrong with a report."""
    faults: Faults = []
    known = {one.value for one in Reason}
    if reason not in known:
        faults.append(("reason", "Choose why you report it"))
    if reason == Reason.OTHER and not words.strip():
        faults.append(("words", "Say what is wrong with it"))
    if len(words.strip()) > LONGEST_WORDS:
        faults.append(("words", f"What you say must be {LONGEST_WORDS:,} characters or fewer"))
    return faults
