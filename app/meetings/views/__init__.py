"""Pages of a site's groups and meetings."""

from app.meetings.views import groups, holding, items, lists, planning
from app.meetings.views.blueprint import blueprint

__all__ = ["blueprint", "groups", "holding", "items", "lists", "planning"]
