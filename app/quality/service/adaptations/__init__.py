"""Writes about adaptations: logging, the NSPCC's views, the conversation, the library."""

from app.quality.service.adaptations.answering import give_view, note, write
from app.quality.service.adaptations.entering import ask_again, change, end, log, tell_more
from app.quality.service.adaptations.sharing import answer_guidance, publish, share, withdraw

__all__ = [
    "answer_guidance",
    "ask_again",
    "change",
    "end",
    "give_view",
    "log",
    "note",
    "publish",
    "share",
    "tell_more",
    "withdraw",
    "write",
]
