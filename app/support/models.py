"""Requests for support, what was said about each, and when support was given."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.sites.models.conversations import Utterance
from app.support.rules.entries import LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE

FREE_TEXT = {"sensitive": "free text may name people"}
A_NAME = {"personal": "says who it was where they have no account"}


class SupportRequest(Base):
    """One request of a site as it stands now; what led there are its entries.

    `turn` is a word of Side or "": who is to say something next, since `turn_since`. The answer of
    the NSPCC is due on `answer_due_on` while it is its turn.
    """

    __tablename__ = "support_requests"
    __table_args__ = (
        Index("ix_support_requests_site_id_state", "site_id", "state"),
        Index("ix_support_requests_turn_answer_due_on", "turn", "answer_due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), info=FREE_TEXT)
    detail: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    kind: Mapped[str] = mapped_column(String(20))
    for_whom: Mapped[str] = mapped_column(String(LONGEST_LINE), info=FREE_TEXT)
    people: Mapped[int | None]
    needed_by: Mapped[date | None]
    urgency: Mapped[str] = mapped_column(String(LONGEST_LINE), info=FREE_TEXT)
    barrier: Mapped[str] = mapped_column(String(3))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    asked_by_name: Mapped[str] = mapped_column(String(LONGEST_NAME), info=A_NAME)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(12))
    turn: Mapped[str] = mapped_column(String(12), default="")
    turn_since: Mapped[date | None]
    answer_due_on: Mapped[date | None]
    priority: Mapped[str] = mapped_column(String(12), default="")
    answered_on: Mapped[date | None]
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    helper_name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="", info=A_NAME)
    offered_for: Mapped[date | None]
    last_given_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    helped: Mapped[str] = mapped_column(String(12), default="")
    over_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class SupportEntry(Utterance, Base):
    """Something said about a request, by either side; never changed. Notes are for the NSPCC alone.

    `kind` is a word of `rules.conversation.Said`; `detail` a line of facts that belongs to it.
    """

    __tablename__ = "support_entries"
    __table_args__ = (Index("ix_support_entries_request_id", "request_id"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("support_requests.id"))
    words: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    detail: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=FREE_TEXT)


class SupportSession(Base):
    """One time at which support was given."""

    __tablename__ = "support_sessions"
    __table_args__ = (Index("ix_support_sessions_request_id", "request_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("support_requests.id"))
    held_on: Mapped[date] = mapped_column(index=True)
    minutes: Mapped[int]
    delivery: Mapped[str] = mapped_column(String(12))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    given_by_name: Mapped[str] = mapped_column(String(LONGEST_NAME), info=A_NAME)
    people: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
