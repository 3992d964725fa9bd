"""The ladders, who would get what in the next days, and what was sent."""

from app.reminders.views import ladders, log, rehearsal, rungs
from app.reminders.views.blueprint import blueprint

__all__ = ["blueprint", "ladders", "log", "rehearsal", "rungs"]
