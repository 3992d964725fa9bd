"""Pulse surveys: five questions, who may answer until when, and what the answers come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from app.core.refusals import Faults
from app.core.statistics.proportions import Interval, wilson
from app.instruments.rules.reading import FormatError, Node

FEWEST = 5  # answers to a question; below it nothing of it is shown
LOWEST, HIGHEST = 1, 5
HIGH = 4  # from here on an answer counts as high
LONGEST_OPEN = timedelta(days=42)
USUAL_OPEN = timedelta(days=14)
MOST_ASKED = 5_000
Points = Mapping[str, int]


class PulseError(FormatError):
    """The file of the questions does not follow its format; the message names the place."""


@dataclass(frozen=True)
class Question:
    """A statement that is rated."""

    id: str
    text: str


@dataclass(frozen=True)
class Questions:
    """The questions of a version; `points` are the words of the scale, lowest first."""

    version: int
    points: tuple[str, ...]
    each: tuple[Question, ...]


@dataclass(frozen=True)
class QuestionResult:
    """What was answered to a question. All but the question is None below five answers; `high` are
    those who gave 4 or 5, `sure` where their true share may lie."""

    question: Question
    n: int | None = None
    median: float | None = None
    high: int | None = None
    sure: Interval | None = None


def parse_questions(raw: Mapping[str, object]) -> Questions:
    """Read and check a version; raise `PulseError` naming the place of the first fault."""
    root = Node(raw, "", PulseError)
    root.only("version", "points", "questions")
    points = tuple(node.text("label") for node in root.each("points"))
    if len(points) != HIGHEST:
        raise root.child("points").fault(f"must be {HIGHEST}, lowest first")
    each = tuple(Question(node.text("id"), node.text("text")) for node in root.each("questions"))
    if len({one.id for one in each}) != len(each):
        raise root.child("questions").fault("must have ids of their own")
    return Questions(root.whole("version"), points, each)


def check_opening(closes_on: date | None, asked: int | None, today: date) -> Faults:
    """What is wrong with a pulse that is to be opened."""
    faults: Faults = []
    if closes_on is None or not today < closes_on <= today + LONGEST_OPEN:
        ask = f"Enter the last day for answers, from tomorrow up to {LONGEST_OPEN.days} days ahead"
        faults.append(("closes_on", ask))
    if asked is not None and not FEWEST <= asked <= MOST_ASKED:
        ask = f"Ask at least {FEWEST} people: below that no result can be shown"
        faults.append(("asked", ask))
    return faults


def is_open(closes_on: date, closed: bool, today: date) -> bool:
    """Whether answers are taken."""
    return not closed and today <= closes_on


def check_points(points: Points, questions: Questions) -> Faults:
    """What is wrong with an answer: every question has a number from 1 to 5."""
    return [
        (one.id, f"Choose an answer to “{one.text}”")
        for one in questions.each
        if not LOWEST <= points.get(one.id, 0) <= HIGHEST
    ]


def results(questions: Questions, answers: Sequence[Points]) -> tuple[QuestionResult, ...]:
    """What the answers come to, question by question."""
    return tuple(_result(one, [answer[one.id] for answer in answers]) for one in questions.each)


def _result(question: Question, points: Sequence[int]) -> QuestionResult:
    n = len(points)
    if n < FEWEST:
        return QuestionResult(question)
    high = sum(one >= HIGH for one in points)
    return QuestionResult(question, n, float(median(points)), high, wilson(high, n))
