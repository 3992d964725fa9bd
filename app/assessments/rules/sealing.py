"""What a sign-off keeps for good: every rater's answers as plain data, and back again.

The same shape will hold agreed answers, once several raters agree them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.assessments.rules.drafts import Draft
from app.instruments.rules import AnswerKind, Instrument, ItemAnswers

SHAPE = 1


@dataclass(frozen=True)
class Rated:
    """One rater's part: the role, answers by item, facts by name, minutes spent."""

    role: str
    answers: Mapping[str, Draft]
    facts: Mapping[str, str]
    minutes: int


def seal(
    instrument: Instrument, raters: Sequence[Rated], agreed: Mapping[str, Draft] | None = None
) -> dict[str, Any]:
    """The content of a sign-off, ready for a JSON column; items nobody answered are left out."""
    known = set(instrument.by_id)
    return {
        "shape": SHAPE,
        "instrument": {"code": instrument.code, "version": instrument.version},
        "raters": [
            {
                "role": rater.role,
                "minutes": rater.minutes,
                "answers": _plain_all(rater.answers, known),
                "facts": dict(rater.facts),
            }
            for rater in raters
        ],
        "agreed": _plain_all(agreed or {}, known),
    }


def _plain_all(answers: Mapping[str, Draft], known: set[str]) -> dict[str, dict[str, Any]]:
    return {
        item_id: _plain(draft)
        for item_id, draft in answers.items()
        if item_id in known and draft.kind is not AnswerKind.UNANSWERED
    }


def _plain(draft: Draft) -> dict[str, Any]:
    kept: dict[str, Any] = {"kind": draft.kind.value}
    if draft.kind is AnswerKind.SCORE:
        kept["score"] = draft.score
    elif draft.kind is AnswerKind.NOT_KNOWN:
        kept["owner"] = draft.owner
        kept["due_on"] = draft.due_on.isoformat() if draft.due_on else None
    else:
        kept["reason"] = draft.reason
    return {**kept, "evidence": draft.evidence, "comment": draft.comment}


def _draft(kept: Mapping[str, Any]) -> Draft:
    due_on = kept.get("due_on")
    return Draft(
        kind=AnswerKind(kept["kind"]),
        score=kept.get("score"),
        owner=kept.get("owner", ""),
        due_on=date.fromisoformat(due_on) if due_on else None,
        reason=kept.get("reason", ""),
        evidence=kept.get("evidence", ""),
        comment=kept.get("comment", ""),
    )


def unseal(content: Mapping[str, Any]) -> tuple[Rated, ...]:
    """The raters of a sign-off, in the order they were sealed."""
    return tuple(
        Rated(
            role=rater["role"],
            answers={item_id: _draft(kept) for item_id, kept in rater["answers"].items()},
            facts=rater["facts"],
            minutes=rater["minutes"],
        )
        for rater in content["raters"]
    )


def answers_by_item(content: Mapping[str, Any]) -> dict[str, ItemAnswers]:
    """What scoring takes: each item with its ratings and, where there is one, the agreed answer."""
    raters = unseal(content)
    agreed = {item_id: _draft(kept).answer() for item_id, kept in content["agreed"].items()}
    item_ids = {item_id for rater in raters for item_id in rater.answers} | set(agreed)
    return {
        item_id: ItemAnswers(
            tuple(r.answers[item_id].answer() for r in raters if item_id in r.answers),
            agreed.get(item_id),
        )
        for item_id in item_ids
    }
