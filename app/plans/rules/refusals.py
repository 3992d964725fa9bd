"""Why something is not written into a plan."""

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """What to put right: the field, what to do, and in which of several actions (from 0)."""

    field: str
    message: str
    nth: int = 0


class Refused(ValueError):
    """Something must be put right first; nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


def refuse(faults: Iterable[Fault]) -> None:
    """Raise `Refused` where there is any fault."""
    found = list(faults)
    if found:
        raise Refused(found)
