"""Pages that join rooms: home, portfolio, one site, stage decision, history, help."""

from app.overview.views import adding, history, homes, portfolio, progress, reading, sites, stages
from app.overview.views.blueprint import blueprint

__all__ = [
    "adding",
    "blueprint",
    "history",
    "homes",
    "portfolio",
    "progress",
    "reading",
    "sites",
    "stages",
]
