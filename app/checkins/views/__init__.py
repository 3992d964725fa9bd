"""Pages of check-in calls."""

from app.checkins.views import booking, cadence, offers, picking, programme
from app.checkins.views.blueprint import blueprint

__all__ = ["blueprint", "booking", "cadence", "offers", "picking", "programme"]
