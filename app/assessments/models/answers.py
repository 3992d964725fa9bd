"""What raters entered, as it stands. Private until the reveal; the sign-off keeps a copy."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

PRIVATE = "a private rating, read by its rater alone until the reveal"


class SavedAnswer(Base):
    """One rater's answer to one item, as it stands; complete or not.

    Not in the audit trail, because it is private and saved at every pause in typing: the trail
    has the sign-off, which keeps a copy and its hash. `version` rises with each save.
    """

    __tablename__ = "answers"
    __audited__ = False
    __table_args__ = (UniqueConstraint("rater_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("raters.id"))
    item_id: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20), info={"sensitive": PRIVATE})
    score: Mapped[int | None] = mapped_column(info={"sensitive": PRIVATE})
    owner: Mapped[str] = mapped_column(info={"personal": "who finds out what is not known yet"})
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, info={"sensitive": PRIVATE})
    evidence: Mapped[str] = mapped_column(Text, info={"sensitive": PRIVATE})
    comment: Mapped[str] = mapped_column(Text, info={"sensitive": PRIVATE})
    fact_view: Mapped[str] = mapped_column(String(20), default="", info={"sensitive": PRIVATE})
    fact_reason: Mapped[str] = mapped_column(Text, default="", info={"sensitive": PRIVATE})
    version: Mapped[int]
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class FactSheet(Base):
    """The facts beside the items, as one rater gave them: fact -> what was typed or chosen."""

    __tablename__ = "fact_sheets"
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("raters.id"), unique=True)
    given: Mapped[dict[str, Any]] = mapped_column(JSON, info={"sensitive": PRIVATE})
    version: Mapped[int]
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class OfferedFact(Base):
    """What the portal's own figures say to an item of a round: raters agree or say why not.

    `score` is what the figures suggest, `source` where they come from.
    """

    __tablename__ = "offered_facts"
    __audited__ = False
    __table_args__ = (UniqueConstraint("round_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    item_id: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    score: Mapped[int | None]
    as_of: Mapped[date]
    source: Mapped[str]
