"""Numbers and names as reasons say them."""

from collections.abc import Sequence
from datetime import date

from app.sites.rules.succession import in_words as day

__all__ = ["counted", "day", "joined", "month", "number"]


def counted(many: int, one: str, more: str | None = None) -> str:
    """ "1 day", "1,234 days", "no cases"."""
    words = one if many == 1 else more or f"{one}s"
    return f"{many:,} {words}" if many else f"no {words}"


def month(on: date) -> str:
    """ "March 2027"."""
    return f"{on:%B %Y}"


def number(value: float, digits: int = 0) -> str:
    """ "62" or "62.5": rounded as people do, without a zero at the end."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def joined(words: Sequence[str]) -> str:
    """ "one, two and three"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
