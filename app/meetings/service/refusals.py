"""How writing is refused."""

from app.meetings.rules import Outcome


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
