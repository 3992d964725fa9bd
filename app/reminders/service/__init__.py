"""Sending what falls due, once each, and changing the ladders."""

from app.reminders.service.delivering import digest_key
from app.reminders.service.forgetting import forget_old
from app.reminders.service.ladders import (
    ChangedMeanwhile,
    NothingChanged,
    name_portfolio_leads,
    restore,
    save,
)
from app.reminders.service.running import in_words, run_at_once, run_due

__all__ = [
    "ChangedMeanwhile",
    "NothingChanged",
    "digest_key",
    "forget_old",
    "in_words",
    "name_portfolio_leads",
    "restore",
    "run_at_once",
    "run_due",
    "save",
]
