"""Views of dashboards that people keep."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class SavedView(Base):
    """A choice of filters that somebody keeps under a name; nobody else sees it.

    `asked` is what the address of the dashboard carries. `is_first`: it opens where the address
    asks for nothing; one of a person at most, which the service holds.
    """

    __tablename__ = "saved_views"
    __audited__ = False  # a person's own arrangement, like what they mute
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(String(60), info={"personal": "words of their own"})
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_first: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime]
