"""Rounds of self assessment, who rates in them, what they answered, and each sign-off."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core.db import Base
from app.instruments.models import InstrumentVersion
from app.sites.models import Site

PRIVATE = "a private rating, read by its rater alone until sign-off"
_NOT_SIGNED_OFF = text("state <> 'signed-off'")


class Round(Base):
    """One use of an instrument at a site. It stays on the version it began with.

    `result_number` is the number of the newest sign-off (0: none yet); reopening keeps it.
    """

    __tablename__ = "rounds"
    __table_args__ = (
        UniqueConstraint("site_id", "slug"),
        Index(
            "uq_rounds_one_under_way",
            "site_id",
            "code",
            unique=True,
            sqlite_where=_NOT_SIGNED_OFF,
            postgresql_where=_NOT_SIGNED_OFF,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    instrument_version_id: Mapped[int] = mapped_column(ForeignKey("instrument_versions.id"))
    code: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    slug: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(20))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    result_number: Mapped[int] = mapped_column(default=0)
    reopened_at: Mapped[datetime | None]
    reopen_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    instrument_version: Mapped[InstrumentVersion] = relationship()
    site: Mapped[Site] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Rater(Base):
    """Somebody who rates in a round, in a role; `submitted_at` once they handed in."""

    __tablename__ = "raters"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    joined_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()


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


class SignOff(Base):
    """What was signed off, kept for good with its hash, and what the NSPCC decided on it."""

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
    decision: Mapped[str | None] = mapped_column(String(20))
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
