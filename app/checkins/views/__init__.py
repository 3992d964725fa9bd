"""Pages of a site's check-in calls."""

from app.checkins.views import booking
from app.checkins.views.blueprint import blueprint

__all__ = ["blueprint", "booking"]
