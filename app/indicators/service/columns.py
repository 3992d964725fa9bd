"""What is judged of a site as the columns of its rows, present and past."""

from datetime import date, datetime
from typing import Any

from app.indicators.rules.patience import Held
from app.indicators.rules.readings import Judgement, packed

Columns = dict[str, Any]


def figures(found: Judgement, status: str | None) -> Columns:
    """What rows of history and of the present share; `status` is the one that holds."""
    return {
        "pointed": found.warning.level.value,
        "points": found.warning.points,
        "not_known": found.warning.not_known,
        "signals": found.warning.marks,
        "components": found.sustainability.marks,
        "adherence": found.fidelity.adherence.value,
        "reach": found.fidelity.reach.value,
        "index": found.sustainability.index,
        "status": status,
    }


def present(found: Judgement, held: Held, status: str | None, on: date, at: datetime) -> Columns:
    """The row of the present, judged as of a day at a moment."""
    return {
        "on": on,
        "judged_at": at,
        "held": held.level.value,
        "week": held.week,
        "latest": " ".join(one.value for one in held.latest),
        "reason": found.warning.reason,
        "index_known": found.sustainability.known,
        "weights": found.sustainability.version,
        "content": packed(found),
        **figures(found, status),
    }


def judged_status(found: Judgement) -> str | None:
    """The status as it is worked out, before anything set by hand."""
    return found.standing.status.value if found.standing.status else None
