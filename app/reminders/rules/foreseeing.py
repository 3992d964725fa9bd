"""What the runs of many days do, one after the other, by the plan that each of them follows."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.reminders.rules.people import Facts
from app.reminders.rules.planning import Planned, Step, Told, plan
from app.reminders.rules.runs import Slot


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A reminder, and the run that sends it."""

    slot: Slot
    planned: Planned


def run_after_run(
    slots: Sequence[Slot],
    found: Sequence[Step],
    known: Facts,
    remembered: set[Told],
    since: datetime,
) -> list[Foreseen]:
    """What each of these runs does, one after the other: what one sent, the next one remembers.

    `found` are the rungs of all of them in order, `remembered` what was sent before (it grows),
    `since` from when on the first one looks. A run looks at its day again; while nothing changes it
    finds what the one before dealt with, so that only what was reached in between is asked about.
    """
    moments = [step.at for step in found]
    foreseen: list[Foreseen] = []
    for slot in slots:
        some = found[bisect_right(moments, since) : bisect_right(moments, slot.moment)]
        for one in plan(some, known, remembered, slot.moment) if some else ():
            remembered.add(one.told)
            foreseen.append(Foreseen(slot, one))
        since = slot.moment
    return foreseen
