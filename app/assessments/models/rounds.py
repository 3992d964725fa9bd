"""Rounds of self assessment and who rates in them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core.db import Base
from app.instruments.models import InstrumentVersion
from app.sites.models import Invitation, Site

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
    """Somebody who is asked to rate in a round, in a role of its instrument.

    `joined_at` once they began, `submitted_at` once they handed in, `minutes` what that took them
    (breaks left out). Whoever was withdrawn and had begun keeps the row, and counts for nothing.
    """

    __tablename__ = "raters"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    invited_at: Mapped[datetime | None]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    joined_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    minutes: Mapped[int | None] = mapped_column(
        info={"personal": "how long they took, for figures of at least five people"}
    )
    person: Mapped[Person] = relationship(foreign_keys=person_id)


class AwaitedRater(Base):
    """A rater who has to join the site first: the invitation to it, and the role in the round."""

    __tablename__ = "awaited_raters"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    invitation: Mapped[Invitation] = relationship()
