"""A value that may be missing in general and cannot be missing here."""

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None) -> T:
    """What a check has let through, or a statement asked for. Raises ValueError where it is
    missing all the same: then the check was left out, and nothing may be written."""
    if value is None:
        raise ValueError("A value is missing that should have been checked before.")
    return value
