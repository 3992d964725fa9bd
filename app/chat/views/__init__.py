"""Pages of the chat, and what its script asks."""

from app.chat.views import history, news, rooms, summing_up, talking
from app.chat.views.blueprint import blueprint

__all__ = ["blueprint", "history", "news", "rooms", "summing_up", "talking"]
