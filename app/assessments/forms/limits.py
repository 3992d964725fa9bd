"""How long what is typed may be."""

from wtforms.validators import Length

LONGEST_NOTE = 4000
LONGEST_REASON = 2000


def no_longer(most: int, what: str) -> Length:
    """A limit with words: "The comment must be 4,000 characters or fewer"."""
    return Length(max=most, message=f"{what} must be {most:,} characters or fewer")
