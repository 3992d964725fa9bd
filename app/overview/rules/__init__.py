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
from app.overview.rules.attention import Attention, SiteFacts, attend
from app.overview.rules.trail import KINDS, OTHER, Kind, first_words_of, kind_of

__all__ = [
    "KINDS",
    "OTHER",
    "PAGE_SIZE",
    "Attention",
    "Calls",
    "Kind",
    "Late",
    "Paging",
    "PortfolioSort",
    "PortfolioWish",
    "SiteFacts",
    "attend",
    "first_words_of",
    "kind_of",
    "sum_in_words",
]
