"""What of a closed round is kept for what sums up many sites."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.instruments.rules import Instrument
from app.quality.rules.components import Component
from app.quality.rules.fidelity import PASSED, Scores


@dataclass(frozen=True)
class Presence:
    """A core component over the cases it applied to, and in how many of them it is there: every
    item that speaks to it has 1 or 2."""

    code: str
    cases: int
    present: int


def presence(instrument: Instrument, cases: Sequence[Scores]) -> list[Presence]:
    """Every component that the instrument asks about; 0 cases where none came so far."""
    found = []
    for component in Component:
        items = [one.id for one in instrument.items if component in one.components]
        given = [[s for i in items if (s := case.get(i)) is not None] for case in cases]
        applied = [scores for scores in given if scores]
        if items:
            there = sum(min(scores) >= PASSED for scores in applied)
            found.append(Presence(component.value, len(applied), there))
    return found
