"""What events are, whom they are for, and how people answer them."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of event it is."""

    WEBINAR = "webinar"
    WORKSHOP = "workshop"
    PRACTICE = "practice"
    DROP_IN = "drop-in"

    @property
    def label(self) -> str:
        """As people say it."""
        return _KINDS[self]


class Way(StrEnum):
    """How people come together."""

    ONLINE = "online"
    FACE_TO_FACE = "face-to-face"
    BOTH = "both"

    @property
    def label(self) -> str:
        """As people say it."""
        return _WAYS[self]

    @property
    def has_place(self) -> bool:
        """Whether people go somewhere."""
        return self is not Way.ONLINE

    @property
    def has_link(self) -> bool:
        """Whether people can join from where they are."""
        return self is not Way.FACE_TO_FACE


class Audience(StrEnum):
    """Whom an event is meant for; nobody is turned away."""

    EVERYONE = "everyone"
    STRATEGIC = "strategic"
    PRACTITIONERS = "practitioners"
    TRAINERS = "trainers"

    @property
    def label(self) -> str:
        """As people say it."""
        return _AUDIENCES[self]


class State(StrEnum):
    """Whether it takes place."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What somebody says to an event."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"

    @property
    def label(self) -> str:
        """As people say it."""
        return _ANSWERS[self]


class Attendance(StrEnum):
    """Whether somebody who had a place was there."""

    UNKNOWN = "unknown"
    CAME = "came"
    ABSENT = "absent"


_KINDS = {
    Kind.WEBINAR: "Webinar",
    Kind.WORKSHOP: "Workshop",
    Kind.PRACTICE: "Practice meeting",
    Kind.DROP_IN: "Drop-in",
}
_WAYS = {
    Way.ONLINE: "Online",
    Way.FACE_TO_FACE: "Face to face",
    Way.BOTH: "Face to face and online",
}
_AUDIENCES = {
    Audience.EVERYONE: "Everyone",
    Audience.STRATEGIC: "Strategic leads",
    Audience.PRACTITIONERS: "Practitioners",
    Audience.TRAINERS: "Trainers and champions",
}
_ANSWERS = {Answer.YES: "Yes, I’m coming", Answer.MAYBE: "Maybe", Answer.NO: "No"}
