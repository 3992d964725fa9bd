"""What audits of rounds say, without names and words: for results, and for what sums up sites."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.rules import Instrument
from app.quality.models import AuditedCase, AuditRound, CaseAudit
from app.quality.rules.fidelity import Scores


@dataclass(frozen=True)
class Sealed:
    """What is handed in of a round: of each case the first audit, pairs where both audits are
    (first, second), and the grades of the first."""

    first: tuple[Scores, ...] = ()
    pairs: tuple[tuple[Scores, Scores], ...] = ()
    grades: tuple[int, ...] = ()


@dataclass(frozen=True)
class ClosedRound:
    """A closed round. `closed_at` is when its result became known, `last_day` what it is about."""

    id: int
    site_id: int
    number: int
    name: str
    last_day: date
    closed_at: datetime
    planned: int
    version_id: int
    content_hash: str

    def instrument(self) -> Instrument:
        """The audit it was made with."""
        return instruments.instrument(self.version_id, self.content_hash)


def sealed_of(round_ids: Collection[int]) -> dict[int, Sealed]:
    """What the audits of rounds say, by round; one statement."""
    rows = session().execute(
        select(
            AuditedCase.round_id,
            AuditedCase.number,
            CaseAudit.place,
            CaseAudit.scores,
            CaseAudit.grade,
        )
        .join(CaseAudit, CaseAudit.case_id == AuditedCase.id)
        .where(AuditedCase.round_id.in_(round_ids), CaseAudit.handed_in_at.is_not(None))
        .order_by(AuditedCase.number, CaseAudit.place)
    )
    found: dict[int, dict[int, dict[int, Any]]] = {number: {} for number in round_ids}
    for round_id, case, place, scores, grade in rows:
        found[round_id].setdefault(case, {})[place] = (scores, grade)
    return {round_id: _sealed(list(cases.values())) for round_id, cases in found.items()}


def _sealed(cases: Sequence[Mapping[int, Any]]) -> Sealed:
    counted = [one for one in cases if 1 in one]
    return Sealed(
        first=tuple(one[1][0] for one in counted),
        pairs=tuple((one[1][0], one[2][0]) for one in counted if 2 in one),
        grades=tuple(one[1][1] for one in counted),
    )


def closed_rounds(
    site_ids: Collection[int] | None = None, before: datetime | None = None
) -> list[ClosedRound]:
    """Closed rounds of these sites (None: all), by site and number; with `before` those that were
    closed by then. One statement. What is handed in changes no more once a round is closed, so
    `sealed_of` gives for a past date what was known then."""
    chosen = (
        select(
            AuditRound.id,
            AuditRound.site_id,
            AuditRound.number,
            AuditRound.name,
            AuditRound.last_day,
            AuditRound.closed_at,
            AuditRound.planned,
            AuditRound.instrument_version_id,
            InstrumentVersion.content_hash,
        )
        .join(InstrumentVersion, InstrumentVersion.id == AuditRound.instrument_version_id)
        .where(AuditRound.closed_at.is_not(None))
        .order_by(AuditRound.site_id, AuditRound.number)
    )
    if site_ids is not None:
        chosen = chosen.where(AuditRound.site_id.in_(site_ids))
    if before is not None:
        chosen = chosen.where(AuditRound.closed_at < before)
    rows: Sequence[Any] = session().execute(chosen).all()
    return [ClosedRound(*row) for row in rows]
