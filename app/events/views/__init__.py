"""Pages of events."""

from app.events.views import after, pages, planning
from app.events.views.blueprint import blueprint

__all__ = ["after", "blueprint", "pages", "planning"]
