"""How often calls are, on which days there are none, and when those who call work."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FREE_TEXT = {"sensitive": "free text may name people"}


class CadenceVersion(Base):
    """The cadence of the programme from a moment on; the latest row holds, none is ever changed.

    `settings` is what `rules.parse_cadence` reads. Without a row, the file of the programme holds.
    """

    __tablename__ = "cadence_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    set_at: Mapped[datetime]


class SiteCadence(Base):
    """So many days between calls, agreed with one site until a day on which it is looked at again.

    Ended early where `ended_at` is set; a newer one ends the one before.
    """

    __tablename__ = "site_cadences"
    __table_args__ = (Index("ix_site_cadences_site_id_until", "site_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    days: Mapped[int]
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(2000), info=FREE_TEXT)
    agreed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    agreed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CallBlackout(Base):
    """No calls from a day to a day, both included: at one site, or everywhere without `site_id`."""

    __tablename__ = "call_blackouts"
    __table_args__ = (Index("ix_call_blackouts_site_id_last", "site_id", "last"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("sites.id"))
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), info=FREE_TEXT)
    agreed_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    agreed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class CallHours(Base):
    """When somebody of the NSPCC takes calls, and on what. `week` holds ["09:30", "16:30"] by day
    of the week ("0" is Monday), on the clock in London."""

    __tablename__ = "call_hours"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    week: Mapped[dict[str, Any]] = mapped_column(JSON)
    lunch_from: Mapped[time | None]
    lunch_to: Mapped[time | None]
    minutes: Mapped[int]
    buffer: Mapped[int]
    link: Mapped[str] = mapped_column(
        String(300), info={"sensitive": "a link lets its reader join"}
    )
    phone: Mapped[str] = mapped_column(String(100), info={"personal": "where somebody is rung"})
