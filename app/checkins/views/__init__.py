"""Pages of check-in calls: of one site, and across sites."""

from app.checkins.views import across, booking, concerns, records
from app.checkins.views.blueprint import blueprint

__all__ = ["across", "blueprint", "booking", "concerns", "records"]
