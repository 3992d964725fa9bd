"""The lists people choose from. A value is stored: it never changes its meaning."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of support is asked for."""

    TRAINING = "training"
    PRACTICE = "practice"
    PLANNING = "planning"
    DATA = "data"
    FACILITATION = "facilitation"
    MATERIALS = "materials"
    LEADERSHIP = "leadership"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As people say it."""
        return _KINDS[self]


class Priority(StrEnum):
    """How soon the NSPCC means to deal with it."""

    URGENT = "urgent"
    USUAL = "usual"
    LATER = "later"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"urgent": "Urgent", "usual": "Usual", "later": "Can wait"}[self.value]


class Delivery(StrEnum):
    """How support was given."""

    CALL = "call"
    VISIT = "visit"
    WORKSHOP = "workshop"
    DOCUMENT = "document"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "call": "Call",
            "visit": "Visit",
            "workshop": "Workshop or training",
            "document": "Document or written advice",
        }[self.value]


class Helped(StrEnum):
    """What the authority says of support it was given."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"yes": "Yes, it helped", "partly": "It helped in part", "no": "It did not help"}[
            self.value
        ]


_KINDS = {
    Kind.TRAINING: "Training",
    Kind.PRACTICE: "Advice on direct practice",
    Kind.PLANNING: "Planning the implementation",
    Kind.DATA: "Data and audit",
    Kind.FACILITATION: "Leading a workshop or meeting",
    Kind.MATERIALS: "Materials",
    Kind.LEADERSHIP: "Briefing leaders",
    Kind.OTHER: "Something else",
}
