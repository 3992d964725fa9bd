"""How the assessment reads: how somebody stands, what a try came to, how many passed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.core.charts import cut
from app.core.words import count, day, moment
from app.instruments.rules import (
    Choice,
    Instrument,
    Item,
    QuizResult,
    choices_in_order,
    in_order,
    needed,
)
from app.instruments.rules.wording import figure
from app.training.queries.assessment import AttemptRef
from app.training.queries.certificates import (
    INVITED,
    NOT_YET,
    PASSED,
    RUNNING,
    WITHDRAWN,
    Counts,
    ResultRow,
    Wanted,
)
from app.training.rules.assessment import FEWEST_FOR_A_SHARE, Standing, State, pass_rate

RESULT_STATES = {
    PASSED: "Passed",
    NOT_YET: "Not passed yet",
    RUNNING: "Under way",
    INVITED: "Not begun",
    WITHDRAWN: "Certificate withdrawn",
}
_KINDS = {PASSED: "active", NOT_YET: "waiting", RUNNING: "neutral", INVITED: "neutral"}


@dataclass(frozen=True)
class AnswerShown:
    """One answer to a question on the page of results."""

    text: str
    chosen: bool
    right: bool | None
    feedback: str


@dataclass(frozen=True)
class QuestionShown:
    """One question on the page of results; `place` is where it stood in this try."""

    place: int
    text: str
    is_right: bool
    answers: tuple[AnswerShown, ...]


def seed_of(found: AttemptRef) -> str:
    """What the order of a try hangs on."""
    return f"try {found.id}"


def questions(found: AttemptRef) -> tuple[Item, ...]:
    """The questions of a try in its order."""
    return in_order(found.instrument(), seed_of(found))


def answers(found: AttemptRef, item: Item) -> tuple[Choice, ...]:
    """The answers to a question in the order of a try."""
    return choices_in_order(item, seed_of(found))


def rules_in_words(quiz: Instrument, tries: int, wait_hours: int) -> list[str]:
    """What somebody should know before beginning."""
    least, asked = needed(quiz), len(quiz.items)
    return [
        f"{asked} questions, one on each page. Most people need {quiz.minutes} minutes.",
        f"You pass with {least} right answers or more. Every answer is explained at the end.",
        "Your answers are kept as you go. You can stop and go on later, on another device too.",
        f"You have {count(tries, 'try', 'tries')}, with {wait_hours} hours between them.",
        "Your results are seen by you and by those in your authority who run training. "
        "The NSPCC sees numbers only.",
    ]


def standing_in_words(stands: Standing, tries: int) -> str:
    """How somebody stands, and what to do."""
    left = count(stands.left, "try", "tries")
    return {
        State.CLOSED: "The assessment opens once you have attended a session under the name of "
        "your account, or when a trainer invites you. If you attended one, ask whoever runs "
        "training in your authority for an invitation.",
        State.READY: "You can begin now."
        if stands.left == tries
        else f"You can try again now: {left} left.",
        State.RUNNING: "You have begun. Go on where you stopped.",
        State.WAITING: f"You can try again from {moment(stands.again_at)}. "
        f"Until then, look at what was explained. {left.capitalize()} left.",
        State.USED_UP: "You have no tries left. Ask a trainer of your authority: after talking it "
        "through, they can invite you again.",
        State.PASSED: "You have passed. Well done.",
    }[stands.state]


def result_in_words(found: AttemptRef) -> str:
    """What a try came to."""
    least = needed(found.instrument())
    said = f"{found.right} of {found.asked} questions right; {least} are needed."
    return f"You passed. {said}" if found.passed else f"Not passed this time. {said}"


def feedback(
    found: AttemptRef, result: QuizResult, *, all_of_it: bool
) -> tuple[QuestionShown, ...]:
    """Every question with what was chosen and why it is right or not.

    What was not chosen is explained too once nothing hangs on it (`all_of_it`), so that a next
    try is still one.
    """
    marked = {one.item.id: one for one in result.marked}
    shown = []
    for place, item in enumerate(questions(found), start=1):
        one = marked[item.id]
        some = [
            AnswerShown(choice.text, choice.id in one.chosen, choice.right, choice.feedback)
            for choice in answers(found, item)
            if all_of_it or choice.id in one.chosen
        ]
        shown.append(QuestionShown(place, item.text, one.is_right, tuple(some)))
    return tuple(shown)


def share(found: Counts) -> str:
    """How many of those who tried passed: with a percentage from five people on."""
    if not found.tried:
        return "Nobody tried yet"
    rate = pass_rate(found.passed, found.tried)
    percent = "" if rate is None else f" ({cut(float(rate), 0)}%)"
    return f"{found.passed} of {found.tried}{percent}"


def site_sentence(found: Counts) -> str:
    """The assessment at a site in a sentence."""
    if not found.tried:
        return "Nobody has tried the assessment yet."
    rate = pass_rate(found.passed, found.tried)
    people = count(found.tried, "person", "people")
    few = f", fewer than {FEWEST_FOR_A_SHARE}, so that no percentage is shown"
    said = few if rate is None else f", {cut(float(rate), 0)}%"
    return f"{found.passed} of {people} who tried the assessment passed{said}."


def result_rows(rows: tuple[ResultRow, ...], address: Any) -> list[dict[str, Any]]:
    """The list of people, with their state as (text, kind)."""
    return [
        {
            "name": row.name,
            "state": {"text": RESULT_STATES[state_of(row)], "kind": _kind(row)},
            "tries": row.tries or "",
            "last": {"text": day(row.last_at), "iso": row.last_at.isoformat()}
            if row.last_at
            else "",
            "certificate": {"text": "See the certificate", "href": address(row.certificate)}
            if row.certificate
            else "",
        }
        for row in rows
    ]


def state_of(row: ResultRow) -> str:
    """A key of RESULT_STATES."""
    if row.withdrawn_on is not None:
        return WITHDRAWN
    if row.passed:
        return PASSED
    if row.running:
        return RUNNING
    return NOT_YET if row.tries else INVITED


def _kind(row: ResultRow) -> str:
    return _KINDS.get(state_of(row), "error")


def named_filters(wanted: Wanted) -> list[tuple[str, str]]:
    """(filter, the chosen value in words) for each filter in use."""
    found = [("q", f"“{wanted.q}”")] if wanted.q else []
    return found + ([("state", RESULT_STATES[wanted.state])] if wanted.state else [])


def percent_in_words(value: Fraction) -> str:
    """A percentage without needless decimals."""
    return f"{figure(value)}%"


Given = Mapping[str, tuple[str, ...]]
