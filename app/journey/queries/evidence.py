"""Reads of the evidence attached to milestones."""

from sqlalchemy import select

from app.core.db import session
from app.evidence.models import EvidencePiece
from app.evidence.queries import piece_of, pieces
from app.evidence.rules import Piece
from app.journey.models import MilestoneEvidence


def pieces_at(milestone_id: int) -> tuple[Piece, ...]:
    """What is attached to a milestone in the order it was attached, removed pieces too."""
    rows = session().execute(
        pieces()
        .join(MilestoneEvidence, MilestoneEvidence.piece_id == EvidencePiece.id)
        .where(MilestoneEvidence.milestone_id == milestone_id)
        .order_by(MilestoneEvidence.added_at, MilestoneEvidence.id)
    )
    return tuple(piece_of(row) for row in rows)


def has_pieces(milestone_id: int) -> bool:
    """Whether a piece that was not removed is attached to a milestone."""
    found = session().scalars(
        select(MilestoneEvidence.id)
        .join(EvidencePiece, EvidencePiece.id == MilestoneEvidence.piece_id)
        .where(MilestoneEvidence.milestone_id == milestone_id, EvidencePiece.removed_at.is_(None))
        .limit(1)
    )
    return found.first() is not None
