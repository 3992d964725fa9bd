"""When people of the NSPCC take calls, and on what."""

from datetime import time
from typing import Any

from app.checkins.models import CallHours
from app.checkins.rules import USUAL, Desk, Hours
from app.core.db import session


def desk_of(person_id: int) -> Desk:
    """Somebody's own hours, link and number; the usual hours where they keep none."""
    row = session().get(CallHours, person_id)
    if row is None:
        return Desk(USUAL, is_own=False)
    lunch = (row.lunch_from, row.lunch_to) if row.lunch_from and row.lunch_to else None
    hours = Hours(_week(row.week), lunch, row.minutes, row.buffer)
    return Desk(hours, row.link, row.phone)


def _week(kept: dict[str, Any]) -> dict[int, tuple[time, time]]:
    return {
        int(day): (time.fromisoformat(span[0]), time.fromisoformat(span[1]))
        for day, span in sorted(kept.items())
    }
