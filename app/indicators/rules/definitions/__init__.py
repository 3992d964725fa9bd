"""Every indicator: what it asks, how it is worked out, its limits, and when it says nothing."""

from app.indicators.rules.definitions.shapes import Definition, Group
from app.indicators.rules.definitions.signals import SIGNALS

DEFINITIONS: dict[str, Definition] = {one.code: one for one in SIGNALS}

__all__ = ["DEFINITIONS", "SIGNALS", "Definition", "Group"]
