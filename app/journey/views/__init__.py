"""Pages of a site's journey: its milestones, their dates and their evidence, and the timeline."""

from app.journey.views import evidence, listing, milestone, moving, rebaselining, timeline
from app.journey.views.blueprint import blueprint

__all__ = ["blueprint", "evidence", "listing", "milestone", "moving", "rebaselining", "timeline"]
