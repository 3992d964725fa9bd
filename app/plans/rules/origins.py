"""Where an action comes from."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_PART, LONGEST_WORDS, LONGEST_PATH = 40, 200, 300


class OriginKind(StrEnum):
    """What can raise an action; one typed into the plan by hand has no origin."""

    ASSESSMENT = "assessment"
    MEETING = "meeting"
    CALL = "call"
    AUDIT = "audit"
    MILESTONE = "milestone"
    PILOT = "pilot"
    BARRIER = "barrier"
    NONE = "none"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    OriginKind.ASSESSMENT: "Self assessment",
    OriginKind.MEETING: "Meeting",
    OriginKind.CALL: "Check-in call",
    OriginKind.AUDIT: "Case audit",
    OriginKind.MILESTONE: "Milestone",
    OriginKind.PILOT: "Pilot",
    OriginKind.BARRIER: "Barrier raised",
    OriginKind.NONE: "Added to the plan",
}


@dataclass(frozen=True)
class Origin:
    """What raised an action, in numbers for whoever raised it and in words for people.

    `id` is the number of the thing (a sign-off, a meeting), `part` the part of it ("B2"), `words`
    what people call it ("PreISA, round 1: B2"), `path` where it can be read, within the site's
    pages. Raises ValueError for what could not be stored or would lead out of them.
    """

    kind: str
    id: int
    part: str = ""
    words: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        if self.kind not in set(OriginKind) - {OriginKind.NONE}:
            raise ValueError(f"{self.kind!r} raises no actions: use a word of OriginKind")
        if not self.words.strip():
            raise ValueError("An origin needs words that people know it by")
        if self.path and not self.path.startswith("/sites/"):
            raise ValueError("The path of an origin starts with /sites/")
        for name, longest in (
            ("part", LONGEST_PART),
            ("words", LONGEST_WORDS),
            ("path", LONGEST_PATH),
        ):
            if len(getattr(self, name)) > longest:
                raise ValueError(f"The {name} of an origin has at most {longest} characters")
