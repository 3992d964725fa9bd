"""Tables of what comes before the contract, and of the contract itself."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.evidence.models import EvidencePiece
from app.joining.rules import LONGEST_TEXT

FREE = {"sensitive": "free text may name people"}
INTERNAL = {"sensitive": "for the NSPCC alone"}


class Enquiry(Base):
    """How a site began: who asked, by which way, what for. One for each site.

    `post` is the post of whoever asked; `asked_by_id` only where that person has an account.
    """

    __tablename__ = "joining_enquiries"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), unique=True)
    asked_on: Mapped[date]
    way: Mapped[str] = mapped_column(String(20))
    post: Mapped[str] = mapped_column(info=FREE)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    wanted: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE)
    answered_on: Mapped[date | None]
    internal: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=INTERNAL)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Contact(Base):
    """A contact before the contract: a webinar attended, a mail, a call, or no answer to one."""

    __tablename__ = "joining_contacts"
    __table_args__ = (Index("ix_joining_contacts_site_id_on", "site_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(20))
    people: Mapped[int | None]
    posts: Mapped[str] = mapped_column(info=FREE)
    words: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=FREE)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Conversation(Base):
    """An early strategic conversation: need, fit and capacity in words, and 1 to 5 if wanted."""

    __tablename__ = "joining_conversations"
    __table_args__ = (Index("ix_joining_conversations_site_id_held_on", "site_id", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    held_on: Mapped[date]
    posts: Mapped[str] = mapped_column(info=FREE)
    need: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE)
    need_score: Mapped[int | None]
    fit: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE)
    fit_score: Mapped[int | None]
    capacity: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE)
    capacity_score: Mapped[int | None]
    agreed: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=FREE)
    next_step: Mapped[str] = mapped_column(default="", info=FREE)
    next_on: Mapped[date | None]
    internal: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=INTERNAL)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Decision(Base):
    """What an authority decided about exploring; the newest counts, earlier ones stay."""

    __tablename__ = "joining_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    decided_on: Mapped[date]
    answer: Mapped[str] = mapped_column(String(10))
    until: Mapped[date | None]
    post: Mapped[str] = mapped_column(info=FREE)
    reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), info=FREE)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Contract(Base):
    """One term of a site's contract and licence; a renewal is a row of its own.

    `ends_on` is the last day; `signature_at` is when the signature was entered. `ended_on` is the
    day it was ended early, or given up unsigned.
    """

    __tablename__ = "joining_contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    drafted_on: Mapped[date]
    sent_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None] = mapped_column(index=True)
    licence: Mapped[str] = mapped_column(String(40), default="")
    notice_months: Mapped[int | None]
    covers: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=FREE)
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="", info=FREE)
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    signature_at: Mapped[datetime | None]
    signature_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ContractParty(Base):
    """An authority that is party to a contract."""

    __tablename__ = "joining_contract_parties"
    __table_args__ = (UniqueConstraint("contract_id", "authority_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("joining_contracts.id"))
    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)


class ContractDocument(Base):
    """A piece of the site's evidence that belongs to a contract."""

    __tablename__ = "joining_contract_documents"
    __table_args__ = (UniqueConstraint("contract_id", "piece_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("joining_contracts.id"))
    piece_id: Mapped[int] = mapped_column(ForeignKey(EvidencePiece.id), index=True)
    attached_at: Mapped[datetime]
