"""Why something is not written."""

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


def check_text(text: str, longest: int, field: str = "text") -> Faults:
    """What is wrong with what somebody writes."""
    if not text.strip():
        return [(field, "Write something first")]
    if len(text.strip()) > longest:
        return [(field, f"What you write must be {longest:,} characters or fewer")]
    return []
