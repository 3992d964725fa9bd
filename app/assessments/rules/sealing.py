"""What a sign-off keeps for good: every rater's answers and what the room agreed, as plain data.

Raters stand by role; a name is kept only with another view its owner wanted by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.assessments.rules.drafts import Draft
from app.instruments.rules import AnswerKind, Instrument, ItemAnswers

SHAPE = 2  # 1 had no other views, pieces of evidence or facts agreed with


@dataclass(frozen=True)
class Rated:
    """One rater's part: the role, answers by item, facts by name, minutes spent."""

    role: str
    answers: Mapping[str, Draft]
    facts: Mapping[str, str]
    minutes: int


@dataclass(frozen=True)
class Agreed:
    """What the room agreed for one item, with who sees it otherwise: (who, words) each."""

    draft: Draft
    note: str = ""
    other_views: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RoomRecord:
    """What the sign-off keeps of the room: its note, the ticks of the facilitator's checklist, and
    why it was opened without a quorum, if it was."""

    note: str = ""
    done: tuple[str, ...] = ()
    without_quorum: str = ""


def seal(
    instrument: Instrument,
    raters: Sequence[Rated],
    agreed: Mapping[str, Agreed] | None = None,
    room: RoomRecord | None = None,
) -> dict[str, Any]:
    """The content of a sign-off, ready for a JSON column; items nobody answered are left out."""
    known = tuple(instrument.by_id)  # everything stands in the instrument's order
    agreed = {item_id: agreed[item_id] for item_id in known if agreed and item_id in agreed}
    return {
        "shape": SHAPE,
        "instrument": {"code": instrument.code, "version": instrument.version},
        "raters": [
            {
                "role": rater.role,
                "minutes": rater.minutes,
                "answers": _plain_all(rater.answers, known),
                "facts": dict(sorted(rater.facts.items())),
            }
            for rater in raters
        ],
        "agreed": _plain_all({item_id: one.draft for item_id, one in agreed.items()}, known),
        "said": {
            item_id: {"note": one.note, "other_views": [list(view) for view in one.other_views]}
            for item_id, one in agreed.items()
            if one.note or one.other_views
        },
        "room": None if room is None else {**vars(room), "done": list(room.done)},
    }


def _plain_all(answers: Mapping[str, Draft], known: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {
        item_id: _plain(answers[item_id])
        for item_id in known
        if item_id in answers and answers[item_id].kind is not AnswerKind.UNANSWERED
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
    return {
        **kept,
        "evidence": draft.evidence,
        "comment": draft.comment,
        "fact_view": draft.fact_view,
        "fact_reason": draft.fact_reason,
        "pieces": [list(piece) for piece in draft.pieces],
    }


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
        fact_view=kept.get("fact_view", ""),
        fact_reason=kept.get("fact_reason", ""),
        pieces=tuple((number, title) for number, title in kept.get("pieces", ())),
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


def unseal_agreed(content: Mapping[str, Any]) -> dict[str, Agreed]:
    """What the room agreed or noted, by item; a draft that says nothing where only noted."""
    said = content.get("said", {})
    found = {}
    for item_id in {*content["agreed"], *said}:
        kept, words = content["agreed"].get(item_id), said.get(item_id, {})
        views = tuple((who, text) for who, text in words.get("other_views", ()))
        draft = _draft(kept) if kept else Draft()
        found[item_id] = Agreed(draft, words.get("note", ""), views)
    return found


def unseal_room(content: Mapping[str, Any]) -> RoomRecord | None:
    """What was kept of the room; None where one rater answered alone."""
    kept = content.get("room")
    return None if kept is None else RoomRecord(**{**kept, "done": tuple(kept["done"])})


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
