"""Actions: what is to be done at a site, by whom and until when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class Action(Base):
    """One thing to do. The origin stands here in numbers for the room that raised it, and in
    words with an address for people, because rooms above this one are not known here."""

    __tablename__ = "actions"
    __table_args__ = (
        Index("ix_actions_site_id_status_due_on", "site_id", "status", "due_on"),
        Index("ix_actions_owner_id_status_due_on", "owner_id", "status", "due_on"),
        Index("ix_actions_site_id_origin_kind_origin_id", "site_id", "origin_kind", "origin_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    title: Mapped[str] = mapped_column(info=FREE_TEXT)
    detail: Mapped[str] = mapped_column(String(4000), info=FREE_TEXT)
    side: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    owner_name: Mapped[str] = mapped_column(
        String(100), info={"personal": "says who does it where they have no account"}
    )
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(20))
    # its place among those raised with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)
    done_on: Mapped[date | None]
    drop_reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    entered_at: Mapped[datetime]
    raised_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    origin_kind: Mapped[str] = mapped_column(String(20))
    origin_id: Mapped[int | None]
    origin_part: Mapped[str] = mapped_column(String(40))
    origin_words: Mapped[str]
    origin_path: Mapped[str] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
