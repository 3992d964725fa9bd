"""Pages of a site's journey: its milestones, one of them, its timeline."""

from app.journey.views import milestones, timeline
from app.journey.views.blueprint import blueprint

__all__ = ["blueprint", "milestones", "timeline"]
