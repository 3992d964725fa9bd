"""What a service of this room refuses, with the fields to put right."""

from collections.abc import Iterable


class Refused(Exception):
    """What was asked is not possible: (field, what to do) for each fault."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(message for _, message in self.faults))


def refuse(faults: Iterable[tuple[str, str]]) -> None:
    """Raise Refused when there are any faults."""
    found = tuple(faults)
    if found:
        raise Refused(found)
