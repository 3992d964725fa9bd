"""What closed rounds of audits came to, sealed when they are closed: nothing of it changes then,
and what sums up hundreds of sites is summed by the database."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class SealedResult(Base):
    """The result of a closed round. Percentages are 0 to 100; they and `high` (cases at 80% or
    more) are None below five cases. It is worked out from what is audited, so not audited twice."""

    __tablename__ = "audit_results"
    __audited__ = False
    __table_args__ = (
        Index("ix_audit_results_site_id_number", "site_id", "number"),
        Index("ix_audit_results_closed_on", "closed_on"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("audit_rounds.id"), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    number: Mapped[int]
    closed_on: Mapped[date]
    cases: Mapped[int]
    median: Mapped[float | None]
    lower: Mapped[float | None]
    upper: Mapped[float | None]
    high: Mapped[int | None]


class SealedPart(Base):
    """A core component in a closed round: the scores given to it in cases it applied to, and how
    many of these say that it is there (1 or 2)."""

    __tablename__ = "audit_component_results"
    __audited__ = False

    round_id: Mapped[int] = mapped_column(ForeignKey("audit_rounds.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    cases: Mapped[int]
    present: Mapped[int]
