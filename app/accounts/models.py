"""People and their sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base


class Person(Base):
    """Somebody who can sign in. Roles at sites are memberships, in the room `sites`."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(info={"personal": "shown to those they work with"})
    email: Mapped[str] = mapped_column(
        String(254), unique=True, info={"personal": "signs in and receives mail with it"}
    )
    password_hash: Mapped[str | None] = mapped_column(
        String(200), info={"sensitive": "proves who they are"}
    )
    staff_role: Mapped[str | None] = mapped_column(String(20))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]


class SignIn(Base):
    """One signed-in browser; ended here, not in the cookie. Kept as a hash of its secret."""

    __tablename__ = "sign_ins"
    __audited__ = False
    __table_args__ = (Index("ix_sign_ins_person_id_ended_at", "person_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(
        String(120), info={"personal": "lets them recognise their own devices"}
    )
    person: Mapped[Person] = relationship()


class AccountToken(Base):
    """A single-use proof sent by mail: a password reset or a new e-mail address."""

    __tablename__ = "account_tokens"
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    new_email: Mapped[str | None] = mapped_column(
        String(254), info={"personal": "the address they asked to change to"}
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()


class CalendarFeed(Base):
    """A secret address at which a calendar program reads a person's dates. Kept as a hash."""

    __tablename__ = "calendar_feeds"
    __audited__ = False
    __table_args__ = (Index("ix_calendar_feeds_person_id_ended_at", "person_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    with_due_days: Mapped[bool]
    made_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()
