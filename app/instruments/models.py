"""Versions of instruments. A published version never changes: the database refuses it too."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

KEPT_WHOLE = {"sensitive": "too long for the trail: versions are kept, the hash stands for them"}


class InstrumentVersion(Base):
    """One version of a questionnaire as data; `content` is what `parse_instrument` reads.

    `edits` counts how often a draft was saved, so that nobody saves over what they did not see.
    """

    __tablename__ = "instrument_versions"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    title: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, info=KEPT_WHOLE)
    content_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    edits: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": edits}
