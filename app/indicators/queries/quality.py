"""Rounds of case audits, and adaptations."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from app.core.clock import in_london
from app.indicators.queries.past import Past
from app.indicators.rules.known import Adapted, AuditRound, View
from app.quality.queries.adaptations.reading import Fact, known
from app.quality.queries.audit_results import ClosedRound, closed_rounds, sealed_of
from app.quality.rules.adaptations.frame import Fidelity
from app.quality.rules.adaptations.states import is_critical
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
    site_ids: Collection[int], today: date, past: Past | None
) -> Mapping[int, list[Adapted]]:
    """The adaptations of these sites, each with the newest view on it; two statements."""
    facts = known(site_ids, today, past.moment if past else None)
    return {number: [_adapted(one) for one in some] for number, some in facts.items()}


def _adapted(one: Fact) -> Adapted:
    codes = [component.value for component in one.components]
    return Adapted(
        what=one.kind.label,
        since=one.since,
        until=one.ended_on,
        entered_on=one.entered_on,
        keeps={Fidelity.CONSISTENT: True, Fidelity.INCONSISTENT: False}.get(one.fidelity),
        core=is_critical(one.kind.value, codes, Fidelity.CONSISTENT),
        owed=one.critical,
        view=View(one.view.value) if one.view else None,
        viewed_on=one.viewed_on,
    )
