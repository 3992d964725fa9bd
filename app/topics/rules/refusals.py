"""What a write of this room cannot accept, in words for the person who asked for it."""

from collections.abc import Sequence

Faults = list[tuple[str, str]]


class Refused(Exception):
    """A rule forbids it; `faults` are (field, what to do) pairs."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(message for _, message in faults))
        self.faults = tuple(faults)


class ChangedMeanwhile(Exception):
    """Somebody else changed it since the page was opened; both texts."""

    def __init__(self, mine: str, theirs: str) -> None:
        super().__init__("Changed since the page was opened")
        self.mine, self.theirs = mine, theirs


def refuse(faults: Sequence[tuple[str, str]]) -> None:
    """Raise `Refused` where there is a fault."""
    if faults:
        raise Refused(faults)
