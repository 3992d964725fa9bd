"""The twenty components, each a function of what is known."""

from collections.abc import Callable

from app.indicators.rules.components.governance import (
    community,
    contact,
    leadership,
    restructure,
    steering,
    supply,
    turnover,
)
from app.indicators.rules.components.people import (
    coverage,
    lag,
    managers,
    outlook,
    trainers,
)
from app.indicators.rules.components.quality import (
    adherence,
    embedding,
    licence,
    procedure,
    rounds,
    waiting,
)
from app.indicators.rules.components.use import continuity, recency
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Component

PARTS: dict[str, Callable[[SiteFacts], Component]] = {
    "SU1": recency,
    "SU2": continuity,
    "SU3": trainers,
    "SU4": outlook,
    "SU5": coverage,
    "SU6": managers,
    "SU7": lag,
    "SU8": steering,
    "SU9": leadership,
    "SU10": turnover,
    "SU11": restructure,
    "SU12": embedding,
    "SU13": procedure,
    "SU14": rounds,
    "SU15": adherence,
    "SU16": contact,
    "SU17": community,
    "SU18": waiting,
    "SU19": licence,
    "SU20": supply,
}

__all__ = ["PARTS"]
