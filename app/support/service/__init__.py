"""Writes about support: asking, answering, giving, saying whether it helped."""

from app.support.service.answering import decline, offer, triage
from app.support.service.asking import agree, ask, ask_again, change, close, withdraw
from app.support.service.giving import change_session, finish, record
from app.support.service.writing import note, write

__all__ = [
    "agree",
    "ask",
    "ask_again",
    "change",
    "change_session",
    "close",
    "decline",
    "finish",
    "note",
    "offer",
    "record",
    "triage",
    "withdraw",
    "write",
]
