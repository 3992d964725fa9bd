"""Authorities, adoptions of the framework, and who belongs to them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core.db import Base
from app.sites.models.leavings import Leaving, LeavingChoice
from app.sites.models.posts import PostHolding
from app.sites.models.staffing import CaseloadHandover, CaseloadMove, Cover, LeadTerm

__all__ = [
    "Authority",
    "AuthorityCode",
    "CaseloadHandover",
    "CaseloadMove",
    "Cover",
    "Invitation",
    "LeadTerm",
    "Leaving",
    "LeavingChoice",
    "Membership",
    "PostHolding",
    "RegisterUpload",
    "Reorganisation",
    "Site",
    "SiteAuthority",
    "Succession",
]


class Reorganisation(Base):
    """One decision that replaces authorities by others, and why. What it caused points here, so
    that a mistaken one can be taken back whole."""

    __tablename__ = "reorganisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(2000))
    recorded_at: Mapped[datetime]


class Authority(Base):
    """An entry of the register. Boundaries and codes change, so no code is its key.

    It stands from `established_on` (None: for as long as we know) until the day before
    `abolished_on`; both may lie ahead.
    """

    __tablename__ = "authorities"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    official_name: Mapped[str]
    nation: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(80))
    type: Mapped[str] = mapped_column(String(80))
    population: Mapped[int | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    established_on: Mapped[date | None]
    abolished_on: Mapped[date | None]


class AuthorityCode(Base):
    """A GSS code (of a boundary) and the days, both included, on which it is the authority's."""

    __tablename__ = "authority_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    gss_code: Mapped[str] = mapped_column(String(9), unique=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    authority: Mapped[Authority] = relationship()


class Succession(Base):
    """One authority follows another on a date: a merger, a split or a plain succession."""

    __tablename__ = "successions"
    __table_args__ = (UniqueConstraint("predecessor_id", "successor_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date]
    reorganisation_id: Mapped[int] = mapped_column(ForeignKey("reorganisations.id"), index=True)
    predecessor: Mapped[Authority] = relationship(foreign_keys=predecessor_id)
    successor: Mapped[Authority] = relationship(foreign_keys=successor_id)


class Site(Base):
    """One adoption of the framework, by one or more authorities.

    `level` is its early-warning level; None while none is known. `level_by_id` is who set it by
    hand, None where it was worked out.
    """

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(index=True)
    nation: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(80), index=True)
    stage: Mapped[str] = mapped_column(String(40), index=True)
    peak_stage: Mapped[str] = mapped_column(String(40))
    stage_since: Mapped[date]
    status: Mapped[str] = mapped_column(String(20), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    contract_on: Mapped[date]
    training_on: Mapped[date]
    level: Mapped[str | None] = mapped_column(String(20))
    level_since: Mapped[date | None]
    level_reason: Mapped[str] = mapped_column(
        String(2000), default="", info={"sensitive": "free text may name people"}
    )
    level_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    is_demo: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    lead: Mapped[Person | None] = relationship(foreign_keys=lead_id)
    deputy: Mapped[Person | None] = relationship(foreign_keys=deputy_id)

    __mapper_args__ = {"version_id_col": version}


class SiteAuthority(Base):
    """An authority takes part in an adoption from a day to a day, both included."""

    __tablename__ = "site_authorities"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("reorganisations.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("reorganisations.id"))
    authority: Mapped[Authority] = relationship()


class Membership(Base):
    """A person's role at a site. Ended, never deleted."""

    __tablename__ = "memberships"
    __table_args__ = (Index("ix_memberships_person_id_ended_at", "person_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(String(20))
    job_title: Mapped[str] = mapped_column(default="", info={"personal": "says what they do"})
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()


class Invitation(Base):
    """A place offered by mail: at a site, or (without one) as NSPCC staff or in the community."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(
        String(64), unique=True, info={"sensitive": "proves who was invited"}
    )
    email: Mapped[str] = mapped_column(String(254), info={"personal": "where the invitation goes"})
    name: Mapped[str] = mapped_column(info={"personal": "how the invited person is addressed"})
    role: Mapped[str] = mapped_column(String(20))
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"), index=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    site: Mapped[Site | None] = relationship()
    invited_by: Mapped[Person] = relationship()


class RegisterUpload(Base):
    """A register file between its preview and its confirmation; forgotten after a day."""

    __tablename__ = "register_uploads"
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    applied_at: Mapped[datetime | None]
