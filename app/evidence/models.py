"""Pieces of evidence of a site; what they are attached to stands in the rooms above."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.evidence.rules import LONGEST_LINK

FREE = "free text and file names may name people"


class EvidencePiece(Base):
    """A note, a link or a file. `file_key` finds the file in the store, by a random name.

    A removed piece keeps its title, so that what it was attached to can say so; its content is
    deleted some weeks later.
    """

    __tablename__ = "evidence_pieces"
    __table_args__ = (Index("ix_evidence_pieces_site_id_added_at", "site_id", "added_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(info={"sensitive": FREE})
    words: Mapped[str] = mapped_column(Text, default="", info={"sensitive": FREE})
    link: Mapped[str] = mapped_column(
        String(LONGEST_LINK), default="", info={"sensitive": "a shared link may let its reader in"}
    )
    file_key: Mapped[str | None] = mapped_column(String(40), unique=True)
    file_name: Mapped[str] = mapped_column(default="", info={"sensitive": FREE})
    file_type: Mapped[str] = mapped_column(String(100), default="")
    file_size: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    added_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
