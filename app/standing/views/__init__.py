"""Pages of the declared status, of asking to resume, of events and of mergers."""

from app.standing.views import banner, events, merging, requests, statuses
from app.standing.views.blueprint import blueprint

__all__ = ["banner", "blueprint", "events", "merging", "requests", "statuses"]
