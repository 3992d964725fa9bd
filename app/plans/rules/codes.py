"""What stands in the way of lasting adoption and what helps it, as two short lists.

The topics are those of the programme's dossier, section 2.2 and 2.3, drawn from the evaluations of
2012, 2015 and 2018; the words are ours. A value is stored: it never changes its meaning. What is
no longer offered stays, so that what was once chosen can still be read.
"""

from collections.abc import Iterable
from enum import StrEnum


class Barrier(StrEnum):
    """Something that stands in the way."""

    B01 = "B01"
    B02 = "B02"
    B03 = "B03"
    B04 = "B04"
    B05 = "B05"
    B06 = "B06"
    B07 = "B07"
    B08 = "B08"
    B09 = "B09"
    B10 = "B10"
    B11 = "B11"
    B12 = "B12"
    B13 = "B13"
    B14 = "B14"
    B15 = "B15"
    B16 = "B16"
    B17 = "B17"
    B18 = "B18"
    B19 = "B19"
    B20 = "B20"
    B21 = "B21"

    @property
    def label(self) -> str:
        """As people say it."""
        return _BARRIERS[self]


class Facilitator(StrEnum):
    """Something that helps."""

    F01 = "F01"
    F02 = "F02"
    F03 = "F03"
    F04 = "F04"
    F05 = "F05"
    F06 = "F06"
    F07 = "F07"
    F08 = "F08"
    F09 = "F09"
    F10 = "F10"
    F11 = "F11"
    F12 = "F12"
    F13 = "F13"
    F14 = "F14"
    F15 = "F15"
    F16 = "F16"

    @property
    def label(self) -> str:
        """As people say it."""
        return _FACILITATORS[self]


_BARRIERS = {
    Barrier.B01: "Not clear what the work takes",
    Barrier.B02: "Leaders change or are away",
    Barrier.B03: "Restructure",
    Barrier.B04: "Other priorities, such as an inspection",
    Barrier.B05: "Too few staff or too many cases",
    Barrier.B06: "Staff leave, agency staff",
    Barrier.B07: "Not all staff trained",
    Barrier.B08: "Managers not trained",
    Barrier.B09: "Practitioners do not feel sure",
    Barrier.B10: "Tools take too long",
    Barrier.B11: "Not clear how it fits other ways of working",
    Barrier.B12: "Case system or forms not ready",
    Barrier.B13: "Too few suitable cases",
    Barrier.B14: "Services for families missing",
    Barrier.B15: "Partners not on board",
    Barrier.B16: "Court, legal or reviewing officers disagree",
    Barrier.B17: "Funding ended",
    Barrier.B18: "Nobody for data or quality assurance",
    Barrier.B19: "Trainers lost",
    Barrier.B20: "Licence or contract ran out",
    Barrier.B21: "Something else",
}

_FACILITATORS = {
    Facilitator.F01: "A senior sponsor people can see",
    Facilitator.F02: "A named lead with time for it",
    Facilitator.F03: "A working group that keeps going",
    Facilitator.F04: "Champions and experienced practitioners",
    Facilitator.F05: "Managers trained with their staff",
    Facilitator.F06: "Own trainers who train others",
    Facilitator.F07: "Fits where the service is going",
    Facilitator.F08: "Early success that people see",
    Facilitator.F09: "Practice groups and supervision",
    Facilitator.F10: "Quality assurance built in",
    Facilitator.F11: "Written into policy",
    Facilitator.F12: "Built into the case system",
    Facilitator.F13: "A forum with partners",
    Facilitator.F14: "Services for families are funded",
    Facilitator.F15: "Contact with the NSPCC and other authorities",
    Facilitator.F16: "A push from outside, such as an inspection or new policy",
}

Code = Barrier | Facilitator


def code_of(word: str) -> Code | None:
    """The barrier or facilitator a stored word means; None for any other word."""
    if word in set(Barrier):
        return Barrier(word)
    return Facilitator(word) if word in set(Facilitator) else None


def in_order(words: Iterable[str]) -> tuple[Code, ...]:
    """Codes of stored words, barriers first, each once; words that are no code are left out."""
    found = {code for word in words if (code := code_of(word)) is not None}
    return tuple(sorted(found, key=lambda code: code.value))
