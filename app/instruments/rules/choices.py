"""Questions with right answers: what a quiz adds to an instrument."""

from dataclasses import dataclass
from fractions import Fraction

from app.instruments.rules.reading import Node


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen; `feedback` says why it is right or not."""

    id: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Quiz:
    """When a quiz is passed, how often it can be tried, and how long one waits between tries."""

    pass_percent: Fraction
    tries: int
    wait_hours: int


def read_quiz(root: Node, *, is_quiz: bool) -> Quiz | None:
    """The rules of a quiz, which stand in a quiz and nowhere else."""
    if root.has("quiz") != is_quiz:
        raise root.fault("needs 'quiz' where its kind is 'quiz', and only there")
    if not is_quiz:
        return None
    node = root.child("quiz")
    node.only("pass_percent", "tries", "wait_hours")
    found = Quiz(node.exact("pass_percent"), node.whole("tries"), node.whole("wait_hours", 0))
    if not 0 < found.pass_percent <= 100:
        raise node.child("pass_percent").fault("must be above 0, and 100 at most")
    if found.tries < 1 or found.wait_hours < 0:
        raise node.fault("needs one try at least, and hours that are not negative")
    return found


def read_choices(item: Node, *, is_quiz: bool) -> tuple[Choice, ...]:
    """The answers of a question: two or more, one or more of them right and one or more not."""
    if item.has("choices") != is_quiz:
        raise item.fault("needs 'choices' in a quiz, and only there")
    if not is_quiz:
        return ()
    found = tuple(_choice(node) for node in item.each("choices"))
    ids = [choice.id for choice in found]
    if len(set(ids)) != len(ids):
        raise item.child("choices").fault("use an id twice")
    if {choice.right for choice in found} != {True, False}:
        raise item.child("choices").fault("must hold one that is right and one that is not")
    return found


def _choice(node: Node) -> Choice:
    node.only("id", "text", "right", "feedback")
    return Choice(node.text("id"), node.text("text"), node.flag("right"), node.text("feedback"))
