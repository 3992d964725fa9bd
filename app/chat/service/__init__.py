"""Writes of the chat."""

from app.chat.service.indexing import index
from app.chat.service.messages import NewMessage, changed, send
from app.chat.service.rooms import close_room, open_for_event, open_room, readers, reopen_room
from app.chat.service.summaries import sum_up
from app.chat.service.visits import is_here, note_read

__all__ = [
    "NewMessage",
    "changed",
    "close_room",
    "index",
    "is_here",
    "note_read",
    "open_for_event",
    "open_room",
    "readers",
    "reopen_room",
    "send",
    "sum_up",
]
