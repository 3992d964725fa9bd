"""What calendar programs read."""

from app.reminders.views import feed
from app.reminders.views.blueprint import blueprint

__all__ = ["blueprint", "feed"]
