"""The outbox: one row for each mail to each person."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Enum, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.core.mail import Trouble
from app.core.outbox.rules import State

TO_SEND = {"personal": "needed to send the mail"}
MAY_NAME = {"personal": "the text of a mail may name people"}


def _values(kinds: type[StrEnum]) -> list[str]:
    return [kind.value for kind in kinds]


class OutboxMail(Base):
    """A mail, rendered when it was queued, and how far it has come.

    ``fence`` goes up whenever the mail changes hands; a worker that slept past its lease finds
    another number there and changes nothing. ``unsubscribe`` is where its reader stops such mail,
    ``trouble`` what stood in the way at its address, until it is sent.
    """

    __tablename__ = "outbox"
    __audited__ = False
    __table_args__ = (
        Index("ix_outbox_state_next_try_at", "state", "next_try_at"),
        Index("ix_outbox_site_id_created_at", "site_id", "created_at"),
        Index("ix_outbox_address_sent_at", "address", "sent_at"),
        Index(
            "ix_outbox_trouble_address",
            "address",
            sqlite_where=text("trouble IS NOT NULL"),
            postgresql_where=text("trouble IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    template: Mapped[str] = mapped_column(String(80))
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    address: Mapped[str] = mapped_column(String(254), info=TO_SEND)
    name: Mapped[str] = mapped_column(String(100), info=TO_SEND)
    person_id: Mapped[int | None] = mapped_column(index=True)
    site_id: Mapped[int | None]
    reply_to: Mapped[str | None] = mapped_column(String(254), info=TO_SEND)
    unsubscribe: Mapped[str | None] = mapped_column(String(500), info=TO_SEND)
    subject: Mapped[str] = mapped_column(String(200), info=MAY_NAME)
    text: Mapped[str] = mapped_column(Text, info=MAY_NAME)
    html: Mapped[str] = mapped_column(Text, info=MAY_NAME)
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary, info=MAY_NAME)
    calendar_method: Mapped[str | None] = mapped_column(String(10))
    confidential: Mapped[bool]
    state: Mapped[State] = mapped_column(
        Enum(State, native_enum=False, length=12, values_callable=_values)
    )
    tries: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    sent_count: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="", info=MAY_NAME)
    trouble: Mapped[Trouble | None] = mapped_column(
        Enum(Trouble, native_enum=False, length=12, values_callable=_values)
    )
    trouble_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    resent_at: Mapped[datetime | None]  # by hand; from then on it waits anew
    sent_at: Mapped[datetime | None]
