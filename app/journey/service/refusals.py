"""Why a journey's service does not write."""

from collections.abc import Iterable


class Refused(ValueError):
    """Something must be put right first: (field of the form, what to do) for each fault."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(message for _, message in self.faults))


class ChangedMeanwhile(Exception):
    """Somebody else changed the same thing first; both texts, to be shown side by side."""

    def __init__(self, *, mine: str, theirs: str) -> None:
        super().__init__("Changed by somebody else at the same time.")
        self.mine = mine
        self.theirs = theirs


def refuse(faults: Iterable[tuple[str, str]]) -> None:
    """Raise `Refused` where there is any fault."""
    found = list(faults)
    if found:
        raise Refused(found)
