"""Pages that join rooms: home, portfolio, one site, hand-over, caseloads, history, help."""

from app.overview.views import (
    adding,
    caseloads,
    hand_over,
    history,
    homes,
    leaving_steps,
    notices,
    portfolio,
    progress,
    re_entry,
    reading,
    sites,
    stages,
)
from app.overview.views.blueprint import blueprint

__all__ = [
    "adding",
    "blueprint",
    "caseloads",
    "hand_over",
    "history",
    "homes",
    "leaving_steps",
    "notices",
    "portfolio",
    "progress",
    "re_entry",
    "reading",
    "sites",
    "stages",
]
