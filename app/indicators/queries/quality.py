"""Rounds of case audits and adaptations; what the authority said of its own papers."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from app.core.clock import in_london
from app.indicators.queries.past import Past
from app.indicators.rules.known import Adapted, AuditRound
from app.quality.queries.audit_results import ClosedRound, closed_rounds, sealed_of
from app.quality.rules.fidelity import round_result

# What is handed in changes no more once a round is closed, so that its result is worked out once.
_RESULTS: dict[tuple[int, datetime], AuditRound] = {}
MOST_KEPT = 50_000


def audits_of(site_ids: Collection[int], past: Past | None) -> Mapping[int, list[AuditRound]]:
    """The closed rounds of these sites; one statement, or two where some are new."""
    closed = closed_rounds(site_ids, past.moment if past else None)
    new = [one for one in closed if (one.id, one.closed_at) not in _RESULTS]
    if len(_RESULTS) + len(new) > MOST_KEPT:
        _RESULTS.clear()
        new = closed
    _work_out(new)
    found: dict[int, list[AuditRound]] = defaultdict(list)
    for one in closed:
        found[one.site_id].append(_RESULTS[one.id, one.closed_at])
    return found


def _work_out(new: Collection[ClosedRound]) -> None:
    if not new:
        return
    sealed = sealed_of([one.id for one in new])
    for one in new:
        said = sealed[one.id]
        result = round_result(one.instrument(), said.first, said.grades)
        grades = sorted(grade for grade, many in result.grades.items() for _ in range(many))
        _RESULTS[one.id, one.closed_at] = AuditRound(
            closed_on=in_london(one.closed_at).date(),
            files=result.n,
            median=None if result.median is None else float(result.median),
            parts=tuple(
                (part.id, float(part.percent))
                for part in result.components
                if part.percent is not None
            ),
            grade=float(grades[len(grades) // 2]) if grades else None,
        )


def adaptations_of(
    _site_ids: Collection[int], _past: Past | None
) -> Mapping[int, list[Adapted]] | None:
    """The adaptations of these sites; None while their register cannot be read."""
    return None
