"""Pages of adaptations: the register, one, all sites, what guidance learns, the library."""

from app.quality.views.adaptations import (
    answering,
    entering,
    evidence,
    guidance,
    library,
    lists,
    one,
)

__all__ = ["answering", "entering", "evidence", "guidance", "library", "lists", "one"]
