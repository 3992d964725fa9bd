"""Why something about measures is not written."""

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


def needed(field: str, text: str, longest: int, ask: str, name: str) -> Faults:
    """What is wrong with a text that must be there: `ask` says what to enter, `name` begins the
    message about one that is too long."""
    if not text.strip():
        return [(field, ask)]
    return at_most(field, text, longest, name)


def at_most(field: str, text: str, longest: int, name: str) -> Faults:
    """What is wrong with a text that may be empty."""
    if len(text.strip()) > longest:
        return [(field, f"{name} must be {longest:,} characters or fewer")]
    return []


class ChangedMeanwhile(Exception):
    """Somebody else saved first; both texts, to be shown side by side."""

    def __init__(self, *, mine: str, theirs: str) -> None:
        super().__init__("Changed by somebody else at the same time.")
        self.mine = mine
        self.theirs = theirs
