"""How writing is refused."""

from app.meetings.rules import Faults, Outcome


class Refused(ValueError):
    """What was asked cannot be done so; `faults` are (field, what to do)."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(" ".join(message for _, message in faults))
        self.faults = faults


class ChangedMeanwhile(Exception):
    """Somebody else changed, moved, ended or cancelled it first."""


class Overtaken(Exception):
    """Somebody else saved other minutes of the item first; `text` and `outcome` are theirs."""

    def __init__(self, text: str, outcome: Outcome, version: int, by: int | None) -> None:
        super().__init__("Saved by somebody else meanwhile.")
        self.text = text
        self.outcome = outcome
        self.version = version
        self.by = by


def refuse(faults: Faults) -> None:
    """Raise Refused where there are faults."""
    if faults:
        raise Refused(faults)
