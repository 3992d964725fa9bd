"""Sealing the results of closed rounds."""

from fractions import Fraction

from app.core.clock import in_london
from app.core.db import session
from app.quality.models.results import SealedPart, SealedResult
from app.quality.queries.audit_results import ClosedRound, Sealed
from app.quality.rules.fidelity import RoundResult
from app.quality.rules.sealing import presence


def seal(closed: ClosedRound, sealed: Sealed, result: RoundResult) -> None:
    """Keep what a round came to, when it is closed."""
    session().add(
        SealedResult(
            round_id=closed.id,
            site_id=closed.site_id,
            number=closed.number,
            closed_on=in_london(closed.closed_at).date(),
            cases=result.n,
            median=_number(result.median),
            lower=_number(result.lower),
            upper=_number(result.upper),
            high=result.high,
        )
    )
    session().add_all(
        SealedPart(round_id=closed.id, code=one.code, cases=one.cases, present=one.present)
        for one in presence(closed.instrument(), sealed.first)
    )
    session().flush()


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
