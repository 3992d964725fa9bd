"""Kinds of things in a site's history, by the first word of the verb that services record."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A group of verbs: its part of the address, its name, the first words of its verbs."""

    code: str
    label: str
    first_words: tuple[str, ...]


KINDS = (
    Kind("journey", "Journey", ("milestone", "journey", "stage")),
    Kind(
        "assessments",
        "Assessments",
        ("round", "raters", "rater", "room", "preisa", "answer", "assessment"),
    ),
    Kind("evidence", "Evidence", ("evidence",)),
    Kind("plan", "Plan", ("action", "objective", "barrier", "plan", "review", "route")),
    Kind("meetings", "Meetings and decisions", ("meeting", "group", "attendance", "decision")),
    Kind("training", "Training", ("training", "trainer", "licence", "certificate")),
    Kind("pilots", "Pilots", ("pilot", "counts", "lesson", "roll-out")),
    Kind("quality", "Quality", ("audit",)),
    Kind("measures", "Measures", ("use", "return", "measure")),
    Kind("calls", "Check-in calls", ("call",)),
    Kind("adaptations", "Adaptations", ("adaptation", "guidance")),
    Kind("support", "Support", ("support",)),
    Kind(
        "people",
        "People",
        (
            "person",
            "invitation",
            "membership",
            "post",
            "leaving",
            "hand-over",
            "handover",
            "cover",
            "NSPCC",
            "account",
            "staff",
        ),
    ),
    Kind("joining", "Joining and contract", ("enquiry", "contact", "conversation", "contract")),
    Kind(
        "site",
        "Site",
        ("site", "authority", "authorities", "reorganisation", "resuming", "pause", "merger"),
    ),
)
OTHER = Kind("other", "Other", ())


def kind_of(verb: str) -> Kind:
    """The kind of a verb; what no kind names is other."""
    first = verb.split(" ", 1)[0]
    return next((kind for kind in KINDS if first in kind.first_words), OTHER)


def first_words_of(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(first words wanted, first words left out) for a kind chosen by its code."""
    if code == OTHER.code:
        return (), tuple(word for kind in KINDS for word in kind.first_words)
    return next((kind.first_words for kind in KINDS if kind.code == code), ()), ()
