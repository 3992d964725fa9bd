"""The newest PreISA of many sites in one read: open, handed in, waiting for a decision, decided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select

from app.assessments.models import Round, SignOff
from app.assessments.rules import Decision, RoundState
from app.core.clock import in_london
from app.core.db import session
from app.core.words import day


@dataclass(frozen=True)
class Preisa:
    """Where the newest PreISA of a site stands."""

    slug: str
    state: RoundState
    opened_at: datetime
    signed_off_at: datetime | None
    decision: Decision | None

    @property
    def is_under_way(self) -> bool:
        """True until the authority has signed it off."""
        return self.state is not RoundState.SIGNED_OFF

    @property
    def waits_since(self) -> date | None:
        """The day on which it was signed off, while the NSPCC has not decided on it."""
        if self.state is not RoundState.SIGNED_OFF or self.decision or not self.signed_off_at:
            return None
        return in_london(self.signed_off_at).date()

    @property
    def words(self) -> str:
        """Where it stands, for a table."""
        if self.state is not RoundState.SIGNED_OFF:
            return "Under way"
        return self.decision.label if self.decision else "Waits for a decision"

    @property
    def sentence(self) -> str:
        """Where it stands and since when, for a page."""
        if self.state is not RoundState.SIGNED_OFF:
            return f"Under way since {day(self.opened_at)}"
        if self.decision:
            return f"Decided: {self.decision.label.lower()}"
        return f"Signed off on {day(self.signed_off_at)}, waits for the NSPCC's decision"


def newest_preisas(site_ids: Collection[int]) -> dict[int, Preisa]:
    """The newest PreISA of each of these sites; sites without one are absent."""
    if not site_ids:
        return {}
    rows = session().execute(
        select(
            Round.site_id,
            Round.slug,
            Round.state,
            Round.opened_at,
            SignOff.signed_off_at,
            SignOff.decision,
        )
        .outerjoin(
            SignOff, and_(SignOff.round_id == Round.id, SignOff.number == Round.result_number)
        )
        .where(Round.site_id.in_(site_ids), Round.code == "preisa")
        .order_by(Round.number)
    )
    return {
        row.site_id: Preisa(
            slug=row.slug,
            state=RoundState(row.state),
            opened_at=row.opened_at,
            signed_off_at=row.signed_off_at,
            decision=Decision(row.decision) if row.decision else None,
        )
        for row in rows
    }
