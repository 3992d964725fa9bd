"""The shape of a definition: what the pages explain and what the code computes with are one."""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What an indicator belongs to."""

    WARNING = "warning"
    USE = "use"
    PEOPLE = "people"
    GOVERNANCE = "governance"
    QUALITY = "quality"
    EMBEDDING = "embedding"
    FIDELITY = "fidelity"
    STATUS = "status"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]


_LABELS = {
    Group.WARNING: "Early warning",
    Group.USE: "Use",
    Group.PEOPLE: "People",
    Group.GOVERNANCE: "Governance and contact",
    Group.QUALITY: "Quality",
    Group.EMBEDDING: "Embedding",
    Group.FIDELITY: "Fidelity",
    Group.STATUS: "Sustainment status",
}


@dataclass(frozen=True)
class Definition:
    """One indicator. `first` and `second` are its two limits: of a signal where watch and signal
    begin, of a component where green and amber end. `{first}` and `{second}` in `limits` are put
    in from them, so that what people read is what is computed.

    `source` names where a limit or formula comes from; `not_enough` when nothing is said.
    """

    code: str
    name: str
    group: Group
    question: str
    formula: str
    source: str
    limits: tuple[str, ...]
    not_enough: str
    first: float = 0
    second: float = 0
    about: str = ""  # what it is worked out from: the page people can look at

    @property
    def limits_in_words(self) -> tuple[str, ...]:
        """The limits with their numbers."""
        return tuple(
            words.format(first=f"{self.first:g}", second=f"{self.second:g}")
            for words in self.limits
        )
