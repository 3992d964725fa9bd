"""The words of joining: ways, sorts of contact, answers, and the scale of a conversation."""

from enum import StrEnum


class Way(StrEnum):
    """By which way an authority asked."""

    MAIL = "mail"
    PHONE = "phone"
    EVENT = "event"
    WEBSITE = "website"
    AUTHORITY = "authority"
    OURS = "ours"

    @property
    def label(self) -> str:
        """As people say it."""
        return _WAYS[self]


_WAYS = {
    Way.MAIL: "E-mail",
    Way.PHONE: "Phone",
    Way.EVENT: "Event or conference",
    Way.WEBSITE: "The NSPCC’s website",
    Way.AUTHORITY: "Told by another authority",
    Way.OURS: "The NSPCC asked them",
}


class ContactKind(StrEnum):
    """What sort of contact there was; `NO_ANSWER` is our try that nobody answered."""

    WEBINAR = "webinar"
    MAIL = "mail"
    PHONE = "phone"
    MEETING = "meeting"
    NO_ANSWER = "no-answer"

    @property
    def label(self) -> str:
        """As people say it."""
        return _KINDS[self]


_KINDS = {
    ContactKind.WEBINAR: "Webinar attended",
    ContactKind.MAIL: "E-mail",
    ContactKind.PHONE: "Phone call",
    ContactKind.MEETING: "Meeting",
    ContactKind.NO_ANSWER: "We tried, no answer",
}


class Answer(StrEnum):
    """What an authority decided about exploring the framework."""

    YES = "yes"
    NOT_NOW = "not-now"
    NO = "no"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"yes": "Yes", "not-now": "Not now", "no": "No"}[self.value]


class Aspect(StrEnum):
    """The three indicators of the Hexagon tool that are about the site (NIRN, 2018)."""

    NEED = "need"
    FIT = "fit"
    CAPACITY = "capacity"

    @property
    def label(self) -> str:
        """As people say it."""
        return self.value.capitalize()

    @property
    def question(self) -> str:
        """What is talked about."""
        return _QUESTIONS[self]

    def anchor(self, score: int) -> str:
        """What a point of the scale from 1 to 5 means, in our own words."""
        return _ANCHORS[self][score - 1]


SCORES = (1, 2, 3, 4, 5)
_QUESTIONS = {
    Aspect.NEED: "Which problem is the framework to solve, and what shows it?",
    Aspect.FIT: "How does it sit with their practice model, priorities and other initiatives?",
    Aspect.CAPACITY: "Who would sponsor and lead it, with which time, staff, data and money?",
}
_ANCHORS = {
    Aspect.NEED: (
        "Nobody can name a need",
        "A need is felt, nothing shows it",
        "Known from some cases or one year of figures",
        "Shown by figures, reasons partly known",
        "Shown by figures, with the reasons, and leaders say so",
    ),
    Aspect.FIT: (
        "Goes against what they do or plan",
        "Competes with other initiatives",
        "Fits in part; some things would have to change",
        "Fits well, small questions are open",
        "Fits practice model, priorities and partners",
    ),
    Aspect.CAPACITY: (
        "No sponsor and nobody to lead it",
        "Named people, no time or money",
        "A lead with some time; staff or data uncertain",
        "Sponsor, lead and trainers likely, small gaps",
        "Sponsor, lead, trainers, data and money are there",
    ),
}
