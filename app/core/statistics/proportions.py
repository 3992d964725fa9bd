"""Proportions, with the interval in which they may well lie."""

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""Standard deviations of the normal distribution that hold its middle 95 %."""


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float


def wilson(having: int, of: int, z: float = Z95) -> Interval:
    """The interval (0 to 1) of the share `having` ÷ `of`, 95 % unless told; Wilson, 1927.

    It stays within 0 and 1 and is honest from a handful on, where the textbook's is not. ValueError
    unless 0 ≤ having ≤ of and of > 0.
    """
    if not 0 <= having <= of or of == 0:
        raise ValueError(f"{having} of {of} is no share.")
    share, spread = having / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt((share * (1 - share) + spread / 4) / of)
    # At both ends the sums cancel exactly, which floating point does not see.
    low = 0.0 if having == 0 else middle - half
    high = 1.0 if having == of else middle + half
    return Interval(low, high)
