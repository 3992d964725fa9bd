"""Judging sites, and what people say to it."""

from app.indicators.service.answering import answer_signal, end_by_hand, say_papers, set_by_hand
from app.indicators.service.following import follow, refresh_all
from app.indicators.service.refreshing import refresh
from app.indicators.service.retelling import tell_history

__all__ = [
    "answer_signal",
    "end_by_hand",
    "follow",
    "refresh",
    "refresh_all",
    "say_papers",
    "set_by_hand",
    "tell_history",
]
