"""A quiz: the order of its questions for one try, and what the answers come to."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.instruments.rules.answers import Answer, ItemAnswers
from app.instruments.rules.choices import Choice, Quiz
from app.instruments.rules.format import Instrument, Item
from app.instruments.rules.scoring import score_instrument

Chosen = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Marked:
    """One question with what was chosen. It is right where every right answer was chosen and no
    other; there is no half."""

    item: Item
    chosen: frozenset[str]
    is_right: bool


@dataclass(frozen=True)
class QuizResult:
    """What a try comes to; `percent` is 0 to 100, exact."""

    marked: tuple[Marked, ...]
    right: int
    percent: Fraction
    passed: bool


def rules_of(instrument: Instrument) -> Quiz:
    """The rules of a quiz; ValueError for an instrument of another kind."""
    if instrument.quiz is None:
        raise ValueError(f"{instrument.code} is no quiz.")
    return instrument.quiz


def in_order(instrument: Instrument, seed: str) -> tuple[Item, ...]:
    """The questions in an order that looks random and is the same for the same seed, on every
    machine and in every version of Python."""
    return tuple(sorted(instrument.items, key=lambda item: _place(seed, item.id)))


def choices_in_order(item: Item, seed: str) -> tuple[Choice, ...]:
    """The answers of a question, in the same manner."""
    return tuple(sorted(item.choices, key=lambda choice: _place(seed, item.id, choice.id)))


def several(item: Item) -> bool:
    """Whether more than one answer is right, so that boxes are ticked."""
    return sum(choice.right for choice in item.choices) > 1


def check_chosen(item: Item, chosen: Collection[str]) -> str:
    """What is wrong with what was chosen; empty when nothing is."""
    if not chosen:
        return "Choose at least one answer" if several(item) else "Choose an answer"
    if not set(chosen) <= {choice.id for choice in item.choices}:
        return "Choose among the answers shown"
    if len(set(chosen)) > 1 and not several(item):
        return "Choose one answer only"
    return ""


def mark(instrument: Instrument, answers: Chosen) -> QuizResult:
    """Mark a try by the instrument's own scoring: a question that is right scores 1, others 0.

    Questions left out are not right. Raises KeyError for an id that the instrument does not have.
    """
    marked = {item.id: _marked(item, answers.get(item.id, ())) for item in instrument.items}
    strangers = set(answers) - set(marked)
    if strangers:
        raise KeyError(f"{instrument.code} has no item {', '.join(sorted(strangers))}")
    scored = score_instrument(
        instrument,
        {id: ItemAnswers((Answer.scored(int(one.is_right)),)) for id, one in marked.items()},
    )
    percent = scored.percent or Fraction(0)
    return QuizResult(
        marked=tuple(marked.values()),
        right=sum(one.is_right for one in marked.values()),
        percent=percent,
        passed=percent >= rules_of(instrument).pass_percent,
    )


def needed(instrument: Instrument) -> int:
    """How many questions must be right to pass."""
    share = rules_of(instrument).pass_percent * len(instrument.items) / 100
    return -(-share.numerator // share.denominator)


def _marked(item: Item, chosen: Collection[str]) -> Marked:
    right = {choice.id for choice in item.choices if choice.right}
    return Marked(item, frozenset(chosen), set(chosen) == right)


def _place(*of: str) -> bytes:
    return hashlib.sha256(":".join(of).encode()).digest()
