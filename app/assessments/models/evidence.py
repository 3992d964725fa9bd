"""Which pieces of a site's evidence a rater attached to an item."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.evidence.models import EvidencePiece


class AnswerEvidence(Base):
    """A piece attached to one rater's answer; as private as the answer, so not in the trail."""

    __tablename__ = "answer_evidence"
    __audited__ = False
    __table_args__ = (UniqueConstraint("rater_id", "item_id", "piece_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("raters.id"))
    item_id: Mapped[str] = mapped_column(String(20))
    piece_id: Mapped[int] = mapped_column(ForeignKey(EvidencePiece.id), index=True)
    added_at: Mapped[datetime]
