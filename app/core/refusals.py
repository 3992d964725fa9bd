"""How a service says no: what has to be put right, or that somebody else was first. As pure as the
rules, which say what is wrong in the same words."""

from collections.abc import Iterable

Faults = list[tuple[str, str]]  # (field of the form, what to do)


class Refused(ValueError):
    """Something must be put right first; nothing was written."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(message for _, message in self.faults))


class ChangedMeanwhile(Exception):
    """Somebody else saved the same first; both texts, to be shown side by side."""

    def __init__(self, *, mine: str, theirs: str) -> None:
        super().__init__("Changed by somebody else at the same time.")
        self.mine = mine
        self.theirs = theirs


def refuse(faults: Iterable[tuple[str, str]]) -> None:
    """Raise `Refused` where there is any fault."""
    found = list(faults)
    if found:
        raise Refused(found)


def needed(field: str, text: str, longest: int, ask: str, name: str) -> Faults:
    """What is wrong with a text that must be there: `ask` says what to enter, `name` begins the
    message about one that is too long."""
    return at_most(field, text, longest, name) if text.strip() else [(field, ask)]


def at_most(field: str, text: str, longest: int, name: str) -> Faults:
    """What is wrong with a text that may be empty."""
    if len(text.strip()) > longest:
        return [(field, f"{name} must be {longest:,} characters or fewer")]
    return []
