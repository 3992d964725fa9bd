"""The fields by which an adaptation is described, in plain words; a value never changes meaning.

The elements are those of FRAME (Wiltsey Stirman, Baumann and Miller, 2019); the words are ours.
What changed is asked first, everything else where it is known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.quality.rules.components import Component


class Kind(StrEnum):
    """What sort of change it is, as people say it; FRAME's nature and context follow from it."""

    SHORTENED = "shortened"
    LEFT_OUT = "left-out"
    TOOLKIT = "toolkit"
    OTHER_CASES = "other-cases"
    ADDED = "added"
    REPLACED = "replaced"
    REWORDED = "reworded"
    ORDER = "order"
    LONGER = "longer"
    COMBINED = "combined"
    OTHERS_DO_IT = "others-do-it"
    ANOTHER_FORM = "another-form"
    TRAINING = "training"
    DRIFTED = "drifted"

    @property
    def label(self) -> str:
        """As people say it."""
        return _KINDS[self].label

    @property
    def example(self) -> str:
        """What it looks like in practice."""
        return _KINDS[self].example

    @property
    def usual(self) -> Mapping[str, tuple[str, ...]]:
        """What of FRAME follows from it: field -> codes."""
        return _KINDS[self].usual


class Stage(StrEnum):
    """A stage of the framework itself, not of its implementation."""

    S1 = "1"
    S2 = "2"
    S3 = "3"
    S4 = "4"
    S5 = "5"

    @property
    def label(self) -> str:
        """As people say it."""
        return f"Stage {self.value}: {_STAGES[self]}"


class Fidelity(StrEnum):
    """What the authority itself thinks of it."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """As people say it."""
        return _FIDELITY[self]


class Scope(StrEnum):
    """How widely it is done."""

    ONE = "one"
    SEVERAL = "several"
    ALL = "all"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"one": "One team", "several": "Several teams", "all": "The whole authority"}[
            self.value
        ]


CRITICAL = frozenset(
    {
        *(Component.CC1, Component.CC2, Component.CC5),
        *(Component.CC6, Component.CC7, Component.CC10),
    }
)
"""Without these it is not the framework: leaving one out wants a view of the NSPCC."""


@dataclass(frozen=True)
class _Kind:
    label: str
    example: str
    usual: Mapping[str, tuple[str, ...]]


def _content(*nature: str) -> dict[str, tuple[str, ...]]:
    return {"modified": ("content",), "nature": nature}


def _context(*context: str) -> dict[str, tuple[str, ...]]:
    return {"modified": ("context",), "context": context}


_KINDS = {
    Kind.SHORTENED: _Kind(
        "Something is shortened",
        "Such as: the assessment is written in half the pages",
        _content("shortening"),
    ),
    Kind.LEFT_OUT: _Kind(
        "Something is left out",
        "Such as: a section of a form, a classification or an agreement is not done",
        _content("removing"),
    ),
    Kind.TOOLKIT: _Kind(
        "Parts are used on their own, as a toolkit",
        "Such as: teams pick single tools and leave the stages",
        _content("selecting"),
    ),
    Kind.OTHER_CASES: _Kind(
        "It is used with other cases than intended",
        "Such as: for children who are not in care, or who stay with a connected person",
        _context("population"),
    ),
    Kind.ADDED: _Kind(
        "Something is added", "Such as: a form, a panel or a visit of your own", _content("adding")
    ),
    Kind.REPLACED: _Kind(
        "Something is replaced",
        "Such as: your own risk table instead of the classification",
        _content("substituting"),
    ),
    Kind.REWORDED: _Kind(
        "Words or look are changed",
        "Such as: put into your own templates or another language",
        _content("packaging"),
    ),
    Kind.ORDER: _Kind(
        "It is done in another order",
        "Such as: the agreement is written before the classification",
        _content("reordering"),
    ),
    Kind.LONGER: _Kind(
        "It takes longer, or is spread out",
        "Such as: the assessment goes over more sessions",
        _content("spreading"),
    ),
    Kind.COMBINED: _Kind(
        "It is joined with another way of working",
        "Such as: built into your practice model or family group conferences",
        _content("integrating"),
    ),
    Kind.OTHERS_DO_IT: _Kind(
        "Other people do it",
        "Such as: family support workers write the chronology",
        _context("personnel"),
    ),
    Kind.ANOTHER_FORM: _Kind(
        "It is done in another form or place",
        "Such as: online, in a group, in a family centre",
        _context("format"),
    ),
    Kind.TRAINING: _Kind(
        "Training, support or checking is done differently",
        "Such as: one day of training instead of two, another tool for audits",
        {"modified": ("training",)},
    ),
    Kind.DRIFTED: _Kind(
        "It happens less and less, and nobody decided it",
        "Such as: classifications after the return home are no longer made",
        {**_content("drift"), "planned": ("unplanned",)},
    ),
}
_STAGES = {
    Stage.S1: "initial assessment",
    Stage.S2: "risk classification",
    Stage.S3: "parental agreements",
    Stage.S4: "classify again",
    Stage.S5: "return home",
}
_FIDELITY = {
    Fidelity.CONSISTENT: "The core is kept",
    Fidelity.INCONSISTENT: "The core is changed",
    Fidelity.UNKNOWN: "We are not sure",
}


def joined(codes: Iterable[str]) -> str:
    """Several codes as one text that SQL can search for ",code,"; "" for none."""
    found = list(dict.fromkeys(codes))
    return f",{','.join(found)}," if found else ""


def parted(text: str) -> tuple[str, ...]:
    """The codes of such a text."""
    return tuple(code for code in text.split(",") if code)


def components_of(text: str) -> tuple[Component, ...]:
    """The core components of such a text."""
    return tuple(Component(code) for code in parted(text))
