"""Why something about an authority that joins is not written."""

from collections.abc import Iterable

Faults = list[tuple[str, str]]


class Refused(ValueError):
    """Something must be put right first: (field of the form, what to do) for each fault."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(message for _, message in self.faults))


def refuse(faults: Iterable[tuple[str, str]]) -> None:
    """Raise `Refused` where there is any fault."""
    found = list(faults)
    if found:
        raise Refused(found)
