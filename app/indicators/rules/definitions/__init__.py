"""Every indicator: what it asks, how it is worked out, its limits, and when it says nothing."""

from app.indicators.rules.definitions.components import COMPONENTS
from app.indicators.rules.definitions.headlines import FIDELITY, HEADLINES
from app.indicators.rules.definitions.shapes import Definition, Group
from app.indicators.rules.definitions.signals import SIGNALS

ALL = (*HEADLINES, *FIDELITY, *SIGNALS, *COMPONENTS)
DEFINITIONS: dict[str, Definition] = {one.code: one for one in ALL}

__all__ = ["ALL", "COMPONENTS", "DEFINITIONS", "FIDELITY", "HEADLINES", "SIGNALS"]
__all__ += ["Definition", "Group"]
