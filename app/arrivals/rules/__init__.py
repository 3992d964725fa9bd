"""Files of arrivals: what they hold, and how a line is read."""

from app.arrivals.rules.reading import read, read_known
from app.arrivals.rules.shapes import (
    DAY,
    MOST_SITES,
    SINCE,
    Arrival,
    Arrivals,
    Assessment,
    HeldPost,
    Known,
    Line,
    PastResult,
    World,
    Wrong,
)

__all__ = [
    "DAY",
    "MOST_SITES",
    "SINCE",
    "Arrival",
    "Arrivals",
    "Assessment",
    "HeldPost",
    "Known",
    "Line",
    "PastResult",
    "World",
    "Wrong",
    "read",
    "read_known",
]
