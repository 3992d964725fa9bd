"""Pages of indicators."""

from app.indicators.views import by_hand, papers, past, reading, signals, site
from app.indicators.views.blueprint import blueprint

__all__ = ["blueprint", "by_hand", "papers", "past", "reading", "signals", "site"]
