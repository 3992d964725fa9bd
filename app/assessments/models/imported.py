"""Results from before a site came to the portal: scores by section, and nothing below them."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class ImportedResult(Base):
    """The section scores of a self assessment that was held elsewhere.

    `instrument_title` is its title, `sections` holds section -> score as text ("A Need": "3.25"),
    both as they were called when it was imported. `is_month_only`: of `held_on` the month is known,
    not the day. It is never compared item by item, and no band is worked out from it.
    """

    __tablename__ = "imported_results"
    __table_args__ = (UniqueConstraint("site_id", "instrument_code", "held_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    instrument_code: Mapped[str] = mapped_column(String(20))
    instrument_title: Mapped[str]
    held_on: Mapped[date]
    is_month_only: Mapped[bool]
    sections: Mapped[dict[str, str]] = mapped_column(JSON)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
