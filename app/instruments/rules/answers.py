"""One answer to one item, and what is wrong with it before it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import median

from app.instruments.rules.format import Item, Scale


class AnswerKind(StrEnum):
    """The four things an answer can say; `UNANSWERED` is what nobody has answered yet."""

    SCORE = "score"
    NOT_KNOWN = "not-known"
    NOT_APPLICABLE = "not-applicable"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Answer:
    """What one person, or the room together, says about one item.

    `owner` and `due_on` belong to "we do not know yet" (who finds out, by when), `reason` to
    "does not apply here".
    """

    kind: AnswerKind = AnswerKind.UNANSWERED
    score: int | None = None
    has_evidence: bool = False
    owner: str = ""
    due_on: date | None = None
    reason: str = ""

    @classmethod
    def scored(cls, score: int, *, has_evidence: bool = False) -> "Answer":
        """A point of the scale."""
        return cls(AnswerKind.SCORE, score, has_evidence)

    @classmethod
    def not_known(cls, owner: str, due_on: date | None) -> "Answer":
        """We do not know yet: who finds out, and by when."""
        return cls(AnswerKind.NOT_KNOWN, owner=owner, due_on=due_on)

    @classmethod
    def not_applicable(cls, reason: str) -> "Answer":
        """It does not apply here, and why."""
        return cls(AnswerKind.NOT_APPLICABLE, reason=reason)


@dataclass(frozen=True)
class ItemAnswers:
    """Everything said about one item: the raters' answers and, later, the agreed one."""

    ratings: tuple[Answer, ...] = ()
    agreed: Answer | None = None

    @property
    def settled(self) -> Answer | None:
        """The agreed answer, unless it was left open."""
        agreed = self.agreed
        return agreed if agreed and agreed.kind is not AnswerKind.UNANSWERED else None

    @property
    def has_evidence(self) -> bool:
        """True where anyone attached evidence."""
        return any(a.has_evidence for a in (*self.ratings, *filter(None, [self.agreed])))

    @property
    def spread(self) -> int | None:
        """Highest minus lowest rating; None with fewer than two ratings."""
        scores = _scores(self.ratings)
        return max(scores) - min(scores) if len(scores) > 1 else None

    @property
    def outcome(self) -> AnswerKind:
        """What the item comes to: the agreed answer, else any score, else the first of the rest."""
        if self.settled is not None:
            return self.settled.kind
        given = {answer.kind for answer in self.ratings}
        for kind in (AnswerKind.SCORE, AnswerKind.NOT_KNOWN, AnswerKind.NOT_APPLICABLE):
            if kind in given:
                return kind
        return AnswerKind.UNANSWERED

    @property
    def score(self) -> Fraction | None:
        """The agreed score, else the median of the raters' scores; None where nobody scored."""
        if self.outcome is not AnswerKind.SCORE:
            return None
        if self.settled is not None and self.settled.score is not None:
            return Fraction(self.settled.score)
        scores = _scores(self.ratings)
        return Fraction(median(map(Fraction, scores))) if scores else None

    def needs_consensus(self, scale: Scale) -> bool:
        """True where ratings lie apart as far as the scale allows, or disagree that it applies."""
        kinds = {answer.kind for answer in self.ratings}
        if {AnswerKind.SCORE, AnswerKind.NOT_APPLICABLE} <= kinds:
            return True
        allowed = scale.consensus_spread
        return allowed is not None and self.spread is not None and self.spread >= allowed


def check_answer(item: Item, scale: Scale, answer: Answer, today: date) -> list[str]:
    """What must be put right before this answer can be kept; an empty list means nothing."""
    match answer.kind:
        case AnswerKind.SCORE:
            return _check_score(scale, answer)
        case AnswerKind.NOT_KNOWN:
            return _check_not_known(scale, answer, today)
        case AnswerKind.NOT_APPLICABLE:
            return _check_not_applicable(item, scale, answer)
        case AnswerKind.UNANSWERED:
            return []


def _check_score(scale: Scale, answer: Answer) -> list[str]:
    if answer.score is None or not scale.holds(answer.score):
        return [f"Choose a score from {scale.lowest} to {scale.highest}"]
    return []


def _check_not_known(scale: Scale, answer: Answer, today: date) -> list[str]:
    if not scale.not_known:
        return ["Choose one of the scores: “We do not know yet” is not offered here"]
    faults = []
    if not answer.owner.strip():
        faults.append("Enter who will find out")
    if answer.due_on is None:
        faults.append("Enter the date by which they will find out")
    elif answer.due_on < today:
        faults.append("The date by which they will find out must be today or later")
    return faults


def _check_not_applicable(item: Item, scale: Scale, answer: Answer) -> list[str]:
    if not scale.not_applicable:
        return ["Choose one of the scores: “Does not apply” is not offered here"]
    if item.critical:
        return [
            f"{item.id} is a critical item, so it always applies: choose a score,"
            " or “We do not know yet”"
        ]
    return [] if answer.reason.strip() else ["Enter why this does not apply to you"]


def _scores(answers: Iterable[Answer]) -> list[int]:
    return [a.score for a in answers if a.kind is AnswerKind.SCORE and a.score is not None]
