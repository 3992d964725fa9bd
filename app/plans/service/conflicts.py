"""Two who change one thing."""


class ChangedMeanwhile(Exception):
    """Somebody else changed it first; both texts, to be shown side by side."""

    def __init__(self, *, mine: str, theirs: str) -> None:
        super().__init__("Changed by somebody else at the same time.")
        self.mine = mine
        self.theirs = theirs
