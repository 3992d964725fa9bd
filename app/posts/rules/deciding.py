"""What moderators decide about a reported post, and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.core.refusals import Faults

LONGEST_WORDS = 2000
LONGEST_PART = 500
MOST_PARTS = 20
TAKEN_OUT = "[taken out]"


class Decision(StrEnum):
    """What becomes of the post."""

    LEAVE = "leave"
    REDACT = "redact"
    HIDE = "hide"
    WARN = "warn"

    @property
    def label(self) -> str:
        """As a moderator chooses it."""
        return _DECISIONS[self][0]

    @property
    def became(self) -> str:
        """What became of the post, as its reader is told."""
        return _DECISIONS[self][1]


_DECISIONS = {
    Decision.LEAVE: ("Leave it as it is", "it stays as it is"),
    Decision.REDACT: ("Take something out of it", "something was taken out of it"),
    Decision.HIDE: ("Hide it", "it is hidden"),
    Decision.WARN: ("Leave it, and warn the author", "it stays, and its author was spoken to"),
}


class Ground(StrEnum):
    """Why."""

    IDENTIFIES = "identifies"
    CONFIDENTIAL = "confidential"
    UNKIND = "unkind"
    PLACE = "place"
    SPAM = "spam"
    LICENCE = "licence"
    OTHER = "other"
    FINE = "fine"

    @property
    def label(self) -> str:
        """As it is shown, also beside the post."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.IDENTIFIES: "It could identify a child or a family",
    Ground.CONFIDENTIAL: "It was told in confidence",
    Ground.UNKIND: "It is unkind to somebody",
    Ground.PLACE: "It does not belong here",
    Ground.SPAM: "It advertises something",
    Ground.LICENCE: "It may not be shared",
    Ground.OTHER: "Something else in the house rules",
    Ground.FINE: "It keeps to the house rules",
}


@dataclass(frozen=True)
class Decided:
    """What a moderator enters. `parts` are the words to take out, a line each."""

    decision: str
    ground: str
    words: str
    handled: str = ""
    parts: str = ""


def parts_of(typed: str) -> tuple[str, ...]:
    """The lines that hold anything, the longest first so that none is cut by another."""
    lines = {" ".join(line.split()) for line in typed.splitlines()}
    return tuple(sorted(lines - {""}, key=lambda line: (-len(line), line)))


def redacted(text: str, parts: Iterable[str]) -> str:
    """The text with a mark wherever one of these stands, in whatever letters and spacing."""
    for part in parts:
        spaced = r"\s+".join(re.escape(word) for word in part.split())
        text = re.sub(spaced, lambda _: TAKEN_OUT, text, flags=re.IGNORECASE)
    return text


def check_decision(said: Decided, text: str, *, worry: bool) -> Faults:
    """What is wrong with a decision about a post of this text; `worry` when a safeguarding worry
    was reported."""
    faults: Faults = []
    if said.decision not in {one.value for one in Decision}:
        faults.append(("decision", "Choose what becomes of it"))
    elif said.decision != Decision.LEAVE and not said.words.strip():
        faults.append(("words", "Tell the author why, and what to do instead"))
    if said.ground not in {one.value for one in Ground}:
        faults.append(("ground", "Choose why"))
    elif (said.ground == Ground.FINE) != (said.decision == Decision.LEAVE):
        faults.append(("ground", "Choose a reason that fits the decision"))
    if worry and not said.handled.strip():
        faults.append(("handled", "Say what was done about the worry, and by whom"))
    for field, words in (("words", said.words), ("handled", said.handled)):
        if len(words.strip()) > LONGEST_WORDS:
            faults.append((field, f"This must be {LONGEST_WORDS:,} characters or fewer"))
    return faults + (_check_parts(said, text) if said.decision == Decision.REDACT else [])


def _check_parts(said: Decided, text: str) -> Faults:
    parts = parts_of(said.parts)
    if not parts:
        return [("parts", "Copy here what has to go, each part on a line of its own")]
    if len(parts) > MOST_PARTS or any(len(part) > LONGEST_PART for part in parts):
        return [("parts", f"At most {MOST_PARTS} parts of {LONGEST_PART} characters each")]
    missing = [
        str(number) for number, part in enumerate(parts, 1) if redacted(text, [part]) == text
    ]
    if missing:
        return [("parts", "Some of it does not stand in the post: copy it letter by letter")]
    return []


def why_not_decide(author_id: int, decided: bool, actor_id: int) -> str:
    """What stands in the way of deciding; "" when nothing does."""
    if decided:
        return "This report was decided meanwhile"
    return "Another moderator decides about what you wrote" if author_id == actor_id else ""


def why_not_appeal(decision: str, *, appealed: bool) -> str:
    """The same of asking for a second look."""
    if decision not in {one.value for one in Decision} - {Decision.LEAVE.value}:
        return "There is no decision that you could ask to look at again"
    return "You asked for a second look already" if appealed else ""


def why_not_answer(decided_by: int | None, author_id: int, actor_id: int, others: int) -> str:
    """The same of answering an appeal; `others` are moderators who neither decided nor wrote it."""
    if actor_id == author_id:
        return "Another moderator answers about what you wrote"
    if actor_id == decided_by and others:
        return "Somebody else than who decided answers"
    return ""
