"""The counted activities of a site as plain values, so that lists need not count them again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.journey.rules.scores import Tallies, Tally
from app.sites.rules import Stage

_DATES = ("first", "last", "planned_first", "planned_last")


def packed(tallies: Tallies) -> dict[str, Any]:
    """Tallies for a JSON column: by stage [done, applicable, four dates, imprecise]."""
    return {stage.value: _plain(one) for stage, one in tallies.items()}


def _plain(one: Tally) -> list[Any]:
    days = [getattr(one, name) for name in _DATES]
    on = [day.isoformat() if day else None for day in days]
    return [one.done, one.applicable, *on, one.imprecise]


def unpacked(kept: Mapping[str, Any]) -> dict[Stage, Tally]:
    """What `packed` made; stages it does not hold have nothing."""
    return {Stage(stage): _tally(*values) for stage, values in kept.items()}


def _tally(done: int, applicable: int, *rest: Any) -> Tally:
    first, last, planned_first, planned_last = (
        date.fromisoformat(on) if on else None for on in rest[:4]
    )
    return Tally(done, applicable, first, last, planned_first, planned_last, rest[4])
