"""Adaptations: what authorities do differently, the NSPCC's views, and the library of views."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.quality.rules.adaptations.entries import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE
from app.sites.models.conversations import Utterance

FREE_TEXT = {"sensitive": "free text may name people"}
CODES = 200  # the longest list of codes, see rules.adaptations.frame.joined


class Adaptation(Base):
    """One change to the framework at a site, as it stands now; `AdaptationVersion` holds what was
    said of it at each moment. `more` holds codes by the names of rules.adaptations.more.FIELDS.

    `turn` is a word of Side or "", since `turn_since`; a view is due on `due_on` while it is the
    NSPCC's. `view` is the present one, a word of View or "".
    """

    __tablename__ = "adaptations"
    __table_args__ = (
        Index("ix_adaptations_site_id_ended_on", "site_id", "ended_on"),
        Index("ix_adaptations_turn_due_on", "turn", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), info=FREE_TEXT)
    detail: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    kind: Mapped[str] = mapped_column(String(20))
    stages: Mapped[str] = mapped_column(String(CODES))
    components: Mapped[str] = mapped_column(String(CODES), default="")
    decided_by: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    scope: Mapped[str] = mapped_column(String(10))
    teams: Mapped[str] = mapped_column(String(LONGEST_LINE), info=FREE_TEXT)
    fidelity: Mapped[str] = mapped_column(String(12))
    more: Mapped[dict[str, Any]] = mapped_column(JSON)
    trigger: Mapped[str] = mapped_column(String(3), default="")
    expected: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=FREE_TEXT)
    result: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=FREE_TEXT)
    critical: Mapped[bool]
    outside: Mapped[bool]
    turn: Mapped[str] = mapped_column(String(10), default="")
    turn_since: Mapped[date | None]
    due_on: Mapped[date | None]
    view: Mapped[str] = mapped_column(String(20), default="")
    viewed_on: Mapped[date | None]
    review_on: Mapped[date | None] = mapped_column(index=True)
    ended_on: Mapped[date | None]
    shared: Mapped[bool] = mapped_column(default=False)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class AdaptationVersion(Base):
    """What was said of an adaptation from a moment on; never changed. `said` holds every value by
    the name of its column, days as ISO dates."""

    __tablename__ = "adaptation_versions"
    __table_args__ = (UniqueConstraint("adaptation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    adaptation_id: Mapped[int] = mapped_column(ForeignKey("adaptations.id"))
    number: Mapped[int]
    said: Mapped[dict[str, Any]] = mapped_column(JSON, info=FREE_TEXT)
    why: Mapped[str] = mapped_column(String(LONGEST_LINE), info=FREE_TEXT)
    entered_at: Mapped[datetime] = mapped_column(index=True)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class AdaptationView(Base):
    """A view of the NSPCC; never changed: a later one takes its place."""

    __tablename__ = "adaptation_views"
    __table_args__ = (Index("ix_adaptation_views_adaptation_id", "adaptation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    adaptation_id: Mapped[int] = mapped_column(ForeignKey("adaptations.id"))
    view: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    may_cut: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    must_keep: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    conditions: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    review_on: Mapped[date | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))


class AdaptationEntry(Utterance, Base):
    """Something said about an adaptation, by either side; never changed. `kind` is a word of Said;
    notes are for the NSPCC alone."""

    __tablename__ = "adaptation_entries"
    __table_args__ = (Index("ix_adaptation_entries_adaptation_id", "adaptation_id"),)

    adaptation_id: Mapped[int] = mapped_column(ForeignKey("adaptations.id"))
    words: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    detail: Mapped[str] = mapped_column(String(LONGEST_LINE), default="", info=FREE_TEXT)


class AdaptationEvidence(Base):
    """A piece of the site's evidence that shows how something is done differently."""

    __tablename__ = "adaptation_evidence"
    __table_args__ = (UniqueConstraint("adaptation_id", "piece_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    adaptation_id: Mapped[int] = mapped_column(ForeignKey("adaptations.id"))
    piece_id: Mapped[int] = mapped_column(ForeignKey("evidence_pieces.id"), index=True)
    added_at: Mapped[datetime]
    # its place among those added with it: all are inserted at once and get their numbers back
    position: Mapped[int] = mapped_column(insert_sentinel=True)


class LibraryView(Base):
    """A view as everybody reads it: edited, and nothing in it names the authority. Shown while
    `withdrawn_at` is empty."""

    __tablename__ = "library_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    adaptation_id: Mapped[int] = mapped_column(ForeignKey("adaptations.id"), unique=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), info=FREE_TEXT)
    change: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    kind: Mapped[str] = mapped_column(String(20))
    stages: Mapped[str] = mapped_column(String(CODES))
    components: Mapped[str] = mapped_column(String(CODES))
    outside: Mapped[bool]
    view: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    may_cut: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    must_keep: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    conditions: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    viewed_on: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(index=True)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]


class GuidanceAnswer(Base):
    """What the NSPCC decided when the same change was found at several sites: whether its guidance
    changes. `sites` is at how many it was found then; asked again when it is found at more."""

    __tablename__ = "guidance_answers"
    __table_args__ = (Index("ix_guidance_answers_kind_component", "kind", "component"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    component: Mapped[str] = mapped_column(String(4))
    sites: Mapped[int]
    changed: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE_TEXT)
    answered_at: Mapped[datetime]
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
