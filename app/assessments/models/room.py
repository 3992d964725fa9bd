"""The consensus room of a round: what was revealed, agreed and not agreed.

Not in the audit trail, because it is written at every pause in typing: opening and closing are
there, and the sign-off keeps a copy of all of it with its hash.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

SAID = "what was said in the room, sealed at sign-off"


class Room(Base):
    """The room of a round. `tick` rises with every change in it: pages ask for what is newer.

    `item_id` is what the room talks about now; `done` the ticks of the facilitator's checklist.
    """

    __tablename__ = "rooms"
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), unique=True)
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    without_quorum: Mapped[str] = mapped_column(Text, default="")
    item_id: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="", info={"sensitive": SAID})
    note_version: Mapped[int] = mapped_column(default=0)
    done: Mapped[list[str]] = mapped_column(JSON)
    tick: Mapped[int] = mapped_column(default=1)


class Agreement(Base):
    """One item in the room: since when everybody sees the ratings, and what was agreed.

    `version` rises with each save of what is agreed; 0 means nothing was entered yet.
    """

    __tablename__ = "agreements"
    __audited__ = False
    __table_args__ = (UniqueConstraint("round_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    item_id: Mapped[str] = mapped_column(String(20))
    revealed_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20), default="unanswered")
    score: Mapped[int | None]
    owner: Mapped[str] = mapped_column(
        default="", info={"personal": "who finds out what is not known yet"}
    )
    due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="", info={"sensitive": SAID})
    note: Mapped[str] = mapped_column(Text, default="", info={"sensitive": SAID})
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=0)


class Dissent(Base):
    """A rater who sees an item otherwise than was agreed, in their words, by name or by role."""

    __tablename__ = "dissents"
    __audited__ = False
    __table_args__ = (UniqueConstraint("rater_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("raters.id"))
    item_id: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, info={"sensitive": SAID})
    by_name: Mapped[bool] = mapped_column(info={"personal": "whether their name is kept with it"})
    version: Mapped[int]
    first_saved_at: Mapped[datetime]
    saved_at: Mapped[datetime]
