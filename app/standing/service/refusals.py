"""How writing is refused."""


class ChangedMeanwhile(Exception):
    """Somebody else changed or removed it first."""
