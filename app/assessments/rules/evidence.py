"""What attached pieces of evidence do to an answer, and what a sign-off keeps of them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from app.evidence.rules import Piece
from app.instruments.rules import Answer, AnswerKind


def supported(pieces: Iterable[Piece]) -> bool:
    """Whether any of the pieces attached to an answer can still be looked at."""
    return any(not piece.is_removed for piece in pieces)


def with_pieces(answer: Answer, pieces: Iterable[Piece]) -> Answer:
    """The answer as it counts: a score with a piece attached has evidence, as one with a note."""
    if answer.kind is not AnswerKind.SCORE or answer.has_evidence or not supported(pieces):
        return answer
    return replace(answer, has_evidence=True)


def sealed_pieces(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """What a sign-off keeps of the pieces attached to an answer, as plain data.

    Number, kind and title at that time; not the content, which must stay deletable.
    """
    return [
        {"id": piece.id, "kind": piece.kind.value, "title": piece.title}
        for piece in pieces
        if not piece.is_removed
    ]
