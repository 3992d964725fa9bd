"""Grades by the two limits of a definition."""

from app.indicators.rules.definitions import DEFINITIONS


def grade_from(code: str, value: float) -> int:
    """2 from the second limit on, 1 from the first on."""
    one = DEFINITIONS[code]
    return 2 if value >= one.second else int(value >= one.first)


def grade_above(code: str, value: float) -> int:
    """2 above the second limit, 1 above the first."""
    one = DEFINITIONS[code]
    return 2 if value > one.second else int(value > one.first)
