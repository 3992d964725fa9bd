"""The ladders, who would get what in the next days, what was sent; what calendar programs read."""

from app.reminders.views import feed, ladders, log, rehearsal, rungs
from app.reminders.views.blueprint import blueprint

__all__ = ["blueprint", "feed", "ladders", "log", "rehearsal", "rungs"]
