"""One item as a rater has filled it in so far. Saving takes it as it is; signing off does not."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app.instruments.rules import Answer, AnswerKind, Item, Scale, check_answer

NOT_KNOWN = "We do not know yet"
NOT_APPLICABLE = "Does not apply"
NOT_ANSWERED = "Not answered yet"
_NO_EVIDENCE = frozenset({"", "none", "no", "nothing", "n/a", "na", "-", "–", "no evidence"})
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # PostgreSQL refuses the first


def tidy(text: str | None) -> str:
    """Text as it is kept: line breaks of one kind, no control characters, ends trimmed."""
    return _UNPRINTABLE.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


class FactView(StrEnum):
    """What a rater thinks of a fact the portal offers beside an item."""

    AGREE = "agree"
    DISAGREE = "disagree"

    @property
    def label(self) -> str:
        """As the page asks it."""
        return "Yes, this is right" if self is FactView.AGREE else "No, or it needs explaining"


@dataclass(frozen=True)
class Draft:
    """What a rater has entered for one item, complete or not.

    What was typed for an answer that is not chosen now (an owner, then a score after all) is kept,
    and counts for nothing. `pieces` are the (number, title) of evidence attached to it, which is
    stored apart.
    """

    kind: AnswerKind = AnswerKind.UNANSWERED
    score: int | None = None
    owner: str = ""
    due_on: date | None = None
    reason: str = ""
    evidence: str = ""
    comment: str = ""
    fact_view: str = ""
    fact_reason: str = ""
    pieces: tuple[tuple[int, str], ...] = ()

    @property
    def has_evidence(self) -> bool:
        """True where something is attached or named; "none" and its like name nothing."""
        return bool(self.pieces) or self._names_evidence

    @property
    def _names_evidence(self) -> bool:
        return self.evidence.casefold().strip(" .") not in _NO_EVIDENCE

    @property
    def noted(self) -> bool:
        """True where there is more to read than the answer itself."""
        explained = self.reason or self.owner if self.kind is not AnswerKind.SCORE else ""
        return bool(explained or self.evidence or self.comment or self.fact_reason or self.pieces)

    @property
    def stored(self) -> dict[str, object]:
        """What is kept with the answer itself."""
        return {name: value for name, value in vars(self).items() if name != "pieces"}

    @property
    def choice(self) -> str:
        """The chosen radio: a point of the scale, a kind, or nothing."""
        if self.kind is AnswerKind.SCORE:
            return str(self.score)
        return "" if self.kind is AnswerKind.UNANSWERED else self.kind.value

    def answer(self) -> Answer:
        """The answer it makes; only what belongs to the chosen kind."""
        match self.kind:
            case AnswerKind.SCORE:
                return Answer(AnswerKind.SCORE, self.score, self.has_evidence)
            case AnswerKind.NOT_KNOWN:
                return Answer.not_known(self.owner, self.due_on)
            case AnswerKind.NOT_APPLICABLE:
                return Answer.not_applicable(self.reason)
            case AnswerKind.UNANSWERED:
                return Answer()


@dataclass(frozen=True)
class Saved:
    """A draft as it is stored; version 0 means nothing is stored yet."""

    draft: Draft = Draft()
    version: int = 0
    first_saved_at: datetime | None = None
    saved_at: datetime | None = None

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When it was saved first and last."""
        return tuple(moment for moment in (self.first_saved_at, self.saved_at) if moment)


def chosen(choice: str | None) -> tuple[AnswerKind, int | None]:
    """The kind and score a radio stands for; anything unknown is no answer."""
    if choice in (AnswerKind.NOT_KNOWN.value, AnswerKind.NOT_APPLICABLE.value):
        return AnswerKind(choice), None
    if choice and choice.isascii() and choice.isdigit() and len(choice) < 4:
        return AnswerKind.SCORE, int(choice)
    return AnswerKind.UNANSWERED, None


def faults(item: Item, scale: Scale, draft: Draft, today: date) -> dict[str, str]:
    """What keeps the draft from being complete: field -> what to do; empty when complete."""
    if draft.kind is AnswerKind.UNANSWERED:
        return {"answer": "Choose an answer"}

    def said(changed: Draft) -> list[str]:
        return check_answer(item, scale, changed.answer(), today)

    found = _fact_faults(draft)
    left = said(draft)
    for name, mended in (
        ("owner", replace(draft, owner="somebody")),
        ("due_on", replace(draft, due_on=today)),
        ("reason", replace(draft, reason="because")),
    ):
        for message in [m for m in left if m not in said(mended)]:
            found[name] = message
            left.remove(message)
    return {"answer": left[0], **found} if left else found


def _fact_faults(draft: Draft) -> dict[str, str]:
    if draft.fact_view == FactView.DISAGREE and not draft.fact_reason:
        return {"fact_reason": "Enter what is not right about it, or what explains it"}
    return {}


def score_words(scale: Scale, score: int | None) -> str:
    """A point with its meaning: "3, agreed or partly in place"."""
    label = next((point.label for point in scale.points if point.value == score), "")
    return f"{score}, {label[:1].lower()}{label[1:]}" if label else str(score)


def answer_words(scale: Scale, draft: Draft) -> str:
    """The answer itself in words, without notes."""
    match draft.kind:
        case AnswerKind.SCORE:
            return score_words(scale, draft.score)
        case AnswerKind.NOT_KNOWN:
            who = draft.owner or "nobody named yet"
            due = f"by {draft.due_on.day} {draft.due_on:%B %Y}" if draft.due_on else "no date yet"
            return f"{NOT_KNOWN}: {who}, {due}"
        case AnswerKind.NOT_APPLICABLE:
            return f"{NOT_APPLICABLE}: {draft.reason or 'no reason yet'}"
        case AnswerKind.UNANSWERED:
            return NOT_ANSWERED


def all_words(scale: Scale, draft: Draft) -> str:
    """Everything entered, as text: what the two sides of a conflict show."""
    lines = [answer_words(scale, draft)]
    if draft.fact_view:
        label = FactView(draft.fact_view).label
        lines.append(f"{label}. {draft.fact_reason}".strip())
    if draft.evidence:
        lines.append(f"Evidence: {draft.evidence}")
    if draft.comment:
        lines.append(f"Comment: {draft.comment}")
    return "\n".join(lines)
