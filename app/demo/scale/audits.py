"""Case audits of a site among many: a round every nine months or so, its newest perhaps open.

Of a case only what is sealed is written, which is what results are made of; its single answers and
comments would be twenty times as many rows that no list and no figure reads.
"""

from datetime import date, datetime
from typing import Any

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.demo.scale.rounds import Published
from app.quality.models import AuditedCase, AuditRound, CaseAudit, RoundAuditor
from app.quality.rules.audits import FEWEST, USUAL, Drawn, optional_stages, wants_second

FIRST, EVERY = 320, 280  # days from the contract to the first round, and between rounds
TAKES, LOOKS_BACK = 35, 180  # days
LEVELS = (0.55, 0.7, 0.8, 0.9)  # how much of what is asked for is on the files of a site
NOT_REACHED = 0.25  # of the cases stop before the last two stages
UNLIKE = 0.12  # of the items of a second audit


def audit_rows(ground: Ground, published: Published) -> Rows:
    """Rounds with their auditors, cases and sealed audits; nothing before the contract began."""
    found: dict[Any, list[Row]] = {AuditRound: [], RoundAuditor: [], AuditedCase: [], CaseAudit: []}
    if not ground.is_begun:
        return found
    level = ground.chance.choice(LEVELS)
    for number, on in enumerate(ground.days(FIRST, EVERY), start=1):
        row = _round(ground, number, min(on, ground.yesterday), published)
        found[AuditRound].append(row)
        found[RoundAuditor] += [
            {"round_id": row["id"], "person_id": person, "position": place}
            for place, person in enumerate(ground.people[1:])
        ]
        last = row["planned"] if row["closed_at"] else ground.chance.randint(0, row["planned"] - 1)
        for case in range(1, last + 1):
            _case(ground, row, case, level, published, found)
    return found


def _round(ground: Ground, number: int, on: date, published: Published) -> Row:
    available = ground.chance.randint(FEWEST, 30)
    closed_on = later(on, TAKES)
    is_closed = closed_on <= ground.yesterday
    return {
        "id": ground.numbers.take(AuditRound),
        "site_id": ground.site_id,
        "number": number,
        "instrument_version_id": published.version_id,
        "name": f"Round of {on.year}",
        "first_day": later(on, -LOOKS_BACK),
        "last_day": later(on, -5),
        "available": available,
        "planned": min(USUAL, available),
        "drawn": Drawn.RANDOM if available > USUAL else Drawn.ALL,
        "drawn_note": "",
        "due_on": closed_on,
        "opened_at": ground.moment(on),
        "opened_by_id": ground.people[0],
        "closed_at": ground.moment(closed_on) if is_closed else None,
        "closed_by_id": ground.people[0] if is_closed else None,
        "close_reason": "",
        "version": 2 if is_closed else 1,
    }


def _case(
    ground: Ground, row: Row, case: int, level: float, published: Published, found: dict[Any, Any]
) -> None:
    number = ground.numbers.take(AuditedCase)
    found[AuditedCase].append(
        {"id": number, "round_id": row["id"], "number": case, "reference": f"{number:064x}"}
    )
    scores = _scores(ground, level, published)
    at = row["opened_at"]
    found[CaseAudit].append(_audit(number, ground.people[1], 1, at, scores))
    if wants_second(case):
        again = {
            item: score if score is None or ground.chance.random() > UNLIKE else abs(score - 1)
            for item, score in scores.items()
        }
        found[CaseAudit].append(_audit(number, ground.people[2], 2, at, again))


def _audit(case: int, auditor: int, place: int, at: datetime, scores: dict[str, int | None]) -> Row:
    given = [score for score in scores.values() if score is not None]
    return {
        "case_id": case,
        "auditor_id": auditor,
        "place": place,
        "declared_at": at,
        "handed_in_at": at,
        "grade": 3 if sum(given) >= 1.5 * len(given) else 2,
        "grade_note": "What the file shows of the analysis.",
        "scores": scores,
    }


def _scores(ground: Ground, level: float, published: Published) -> dict[str, int | None]:
    stages = optional_stages(published.instrument)
    stopped = stages[-2:] if ground.chance.random() < NOT_REACHED else ()
    return {
        item.id: None
        if section.id in stopped
        else sum(ground.chance.random() < level for _ in range(2))
        for section in published.instrument.sections
        for item in section.items
    }
