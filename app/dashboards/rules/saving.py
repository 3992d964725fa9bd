"""Views that a person keeps: a name for a choice of filters."""

from collections.abc import Collection

MOST = 20
LONGEST_NAME = 60


def why_not_kept(name: str, others: Collection[str], *, is_new: bool) -> str | None:
    """What to do where a view cannot be kept under this name; None where it can. `others` are the
    names of the person's other views."""
    if not name.strip():
        return "Enter a name for the view."
    if len(name.strip()) > LONGEST_NAME:
        return f"Use at most {LONGEST_NAME} letters for the name."
    if name.strip().casefold() in {other.casefold() for other in others}:
        return "You have a view of this name already. Choose another name."
    if is_new and len(others) >= MOST:
        return f"You keep {MOST} views already. Delete one first."
    return None
