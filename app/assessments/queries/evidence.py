"""Reads of what raters attached. Who may read it is asked of rules by the callers."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select

from app.assessments.models import AnswerEvidence
from app.core.db import session
from app.evidence.models import EvidencePiece
from app.evidence.queries import piece_of, pieces
from app.evidence.rules import Piece


def _attached() -> Select[Any]:
    """Pieces with the rater and the item they are attached to, in the order they were attached."""
    return (
        pieces()
        .add_columns(AnswerEvidence.rater_id, AnswerEvidence.item_id)
        .join(AnswerEvidence, AnswerEvidence.piece_id == EvidencePiece.id)
        .order_by(AnswerEvidence.added_at, AnswerEvidence.id)
    )


def _by_item(rows: Iterable[Any]) -> dict[str, tuple[Piece, ...]]:
    found: dict[str, list[Piece]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(piece_of(row))
    return {item_id: tuple(held) for item_id, held in found.items()}


def pieces_of(rater_id: int) -> dict[str, tuple[Piece, ...]]:
    """What one rater attached, by item, removed pieces too; one statement."""
    rows = session().execute(_attached().where(AnswerEvidence.rater_id == rater_id))
    return _by_item(rows)


def pieces_by_rater(
    rater_ids: Collection[int] | Select[int],
) -> dict[int, dict[str, tuple[Piece, ...]]]:
    """What each of several raters attached, by item; one statement. Raters without are left out."""
    rows = session().execute(_attached().where(AnswerEvidence.rater_id.in_(rater_ids)))
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.rater_id, []).append(row)
    return {rater_id: _by_item(held) for rater_id, held in found.items()}


def pieces_at(rater_id: int, item_id: str) -> tuple[Piece, ...]:
    """What one rater attached to one item, removed pieces too."""
    rows = session().execute(
        _attached().where(AnswerEvidence.rater_id == rater_id, AnswerEvidence.item_id == item_id)
    )
    return _by_item(rows).get(item_id, ())
