"""How writing is refused."""

from app.events.rules import Faults


class Refused(ValueError):
    """What was asked cannot be done so; `faults` are (field, what to do)."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(" ".join(message for _, message in faults))
        self.faults = faults


class ChangedMeanwhile(Exception):
    """Somebody else changed, moved or cancelled it first; both as they read."""

    def __init__(self, mine: str, theirs: str) -> None:
        super().__init__("Changed by somebody else meanwhile.")
        self.mine = mine
        self.theirs = theirs


def refuse(faults: Faults) -> None:
    """Raise Refused where there are faults."""
    if faults:
        raise Refused(faults)
