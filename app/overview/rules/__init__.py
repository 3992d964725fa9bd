"""Decisions about overviews on plain values: who needs somebody first, what a list is asked for."""

from app.overview.rules.asking import (
    PAGE_SIZE,
    Calls,
    Late,
    Paging,
    PortfolioSort,
    PortfolioWish,
    sum_in_words,
)
from app.overview.rules.attention import Attention, ContractFacts, Need, SiteFacts, attend
from app.overview.rules.rounds import (
    RoundFacts,
    asked_words,
    asks_something,
    due_in_words,
    short_words,
    signed_words,
    state_words,
    urgency,
)
from app.overview.rules.trail import KINDS, OTHER, Kind, first_words_of, kind_of

__all__ = [
    "KINDS",
    "OTHER",
    "PAGE_SIZE",
    "Attention",
    "Calls",
    "ContractFacts",
    "Kind",
    "Late",
    "Need",
    "Paging",
    "PortfolioSort",
    "PortfolioWish",
    "RoundFacts",
    "SiteFacts",
    "asked_words",
    "asks_something",
    "attend",
    "due_in_words",
    "first_words_of",
    "kind_of",
    "short_words",
    "signed_words",
    "state_words",
    "sum_in_words",
    "urgency",
]
