"""Pages that join rooms: home, portfolio, one site, hand-over, caseloads, history, help."""

from app.overview.views import (
    adding,
    call_sheet,
    caseloads,
    changes,
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
    "call_sheet",
    "caseloads",
    "changes",
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
