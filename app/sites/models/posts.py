"""Who holds which post at a site, from when until when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

OF_HOLDERS = {"personal": "says who holds a post where they have no account yet"}


class PostHolding(Base):
    """Somebody holds a post from a day to a day, both included; a day nobody does is a vacancy.

    `person_id` is None for a holder without an account; `email` lets the row find them once they
    take up their invitation. `expected_until` is a day they expect to leave, which ends nothing.
    """

    __tablename__ = "site_posts"
    __table_args__ = (Index("ix_site_posts_site_id_post", "site_id", "post"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    post: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(100), info=OF_HOLDERS)
    email: Mapped[str] = mapped_column(String(254), info=OF_HOLDERS)
    percent: Mapped[int | None]
    starts_on: Mapped[date]
    expected_until: Mapped[date | None]
    ends_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(
        String(2000), info={"sensitive": "free text may name people"}
    )
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
