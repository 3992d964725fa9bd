"""The index of the search. All of it can be made anew from what the rooms hold, so it is machinery.

SQLite has a table of its own kind beside it (`search_text`, FTS5 over the three columns of stems),
which triggers keep in step; PostgreSQL has the column `vector` with its own kind of index.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

COPIED = {"sensitive": "a copy of what people wrote"}
LONGEST_TITLE = 300


class SearchEntry(Base):
    """One thing that can be found: `kind` and `subject_id` say what it is, `audience` who may find
    it ("" everybody), `labels` what it is filtered by, such as "|stage:2|kind:tool|"."""

    __tablename__ = "search_entries"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", name="uq_search_entries_kind"),
        Index("ix_search_entries_kind_audience", "kind", "audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), info=COPIED)
    body: Mapped[str] = mapped_column(Text, deferred=True, info=COPIED)
    path: Mapped[str] = mapped_column(String(300))
    audience: Mapped[str] = mapped_column(String(40), default="")
    labels: Mapped[str] = mapped_column(String(600), default="")
    at: Mapped[datetime]
    title_stems: Mapped[str] = mapped_column(String(600), info=COPIED)
    keyword_stems: Mapped[str] = mapped_column(Text, info=COPIED)
    body_stems: Mapped[str] = mapped_column(Text, deferred=True, info=COPIED)
    vector: Mapped[str | None] = mapped_column(
        TSVECTOR().with_variant(Text(), "sqlite"), deferred=True, info=COPIED
    )


class SearchSpelling(Base):
    """A word as an entry spells it, so that a word is known as long as one entry has it."""

    __tablename__ = "search_spellings"
    __audited__ = False
    __table_args__ = (
        Index("ix_search_spellings_word", "word"),
        Index("ix_search_spellings_stem", "stem"),
    )

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("search_entries.id", ondelete="CASCADE"), primary_key=True
    )
    word: Mapped[str] = mapped_column(String(30), primary_key=True, info=COPIED)
    stem: Mapped[str] = mapped_column(String(30), info=COPIED)


class SearchTrigram(Base):
    """Three letters of a known word, to find what somebody meant who spells it differently."""

    __tablename__ = "search_trigrams"
    __audited__ = False
    __table_args__ = (Index("ix_search_trigrams_word", "word"),)

    gram: Mapped[str] = mapped_column(String(3), primary_key=True)
    word: Mapped[str] = mapped_column(String(30), primary_key=True, info=COPIED)
