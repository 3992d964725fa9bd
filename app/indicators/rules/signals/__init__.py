"""The twelve signs, each a function of what is known."""

from collections.abc import Callable

from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Signal
from app.indicators.rules.signals.course import (
    adaptation,
    confidence,
    contact,
    fidelity,
    milestones,
)
from app.indicators.rules.signals.people import posts, restructure, steering
from app.indicators.rules.signals.training import coverage, trainers
from app.indicators.rules.signals.use import falling, silence

SIGNS: dict[str, Callable[[SiteFacts], Signal]] = {
    "F1": silence,
    "F2": falling,
    "F3": posts,
    "F4": restructure,
    "F5": steering,
    "F6": trainers,
    "F7": coverage,
    "F8": fidelity,
    "F9": adaptation,
    "F10": contact,
    "F11": milestones,
    "F12": confidence,
}

__all__ = ["SIGNS"]
