"""Times offered for a call, who may pick one of them, and what people of a site wish for."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}
LETS_JOIN = {"sensitive": "a link or number lets its reader join"}


class CallOffer(Base):
    """Times for one call that people of a site may pick from; the first to pick wins.

    The call is with `caller_id`. `link` and `phone` are the ways to talk that are offered, "" for
    one that is not.
    """

    __tablename__ = "call_offers"
    __table_args__ = (Index("ix_call_offers_site_id_state", "site_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(20))
    minutes: Mapped[int]
    link: Mapped[str] = mapped_column(String(300), info=LETS_JOIN)
    phone: Mapped[str] = mapped_column(String(100), info=LETS_JOIN)
    agenda: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    expires_at: Mapped[datetime]
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    offered_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    picked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("checkin_calls.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class OfferedTime(Base):
    """One time of an offer."""

    __tablename__ = "call_offer_times"

    offer_id: Mapped[int] = mapped_column(ForeignKey("call_offers.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime]


class OfferLink(Base):
    """The link to an offer one person was sent; it is good for this one offer alone."""

    __tablename__ = "call_offer_links"

    offer_id: Mapped[int] = mapped_column(ForeignKey("call_offers.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(
        String(64), unique=True, info={"sensitive": "proves who was offered the times"}
    )


class CallWish(Base):
    """Somebody of a site asks for a call, or says that none of the times offered suits.

    Met once times are offered or a call is booked.
    """

    __tablename__ = "call_wishes"
    __table_args__ = (Index("ix_call_wishes_site_id_met_at", "site_id", "met_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("call_offers.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str] = mapped_column(Text, info=FREE_TEXT)
    asked_at: Mapped[datetime]
    met_at: Mapped[datetime | None]
