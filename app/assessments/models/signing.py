"""Each sign-off of a round, and what the NSPCC answered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class SignOff(Base):
    """What was signed off, kept for good with its hash, and what the NSPCC decided on it.

    `decision_date` belongs to decisions that are nothing without one, such as a pause.
    `caveat` says why it was signed off although something was missing (no quorum, no ISA before);
    `section_responses` holds section -> what the NSPCC answers to it.
    """

    __tablename__ = "sign_offs"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(
        JSON, info={"sensitive": "everything the raters entered; the hash stands for it"}
    )
    content_hash: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int]
    signed_off_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    signed_off_at: Mapped[datetime]
    caveat: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str | None] = mapped_column(String(40))
    decision_date: Mapped[date | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    section_responses: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
