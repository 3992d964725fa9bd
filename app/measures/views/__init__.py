"""Pages of measures: use counts, quarterly returns, agreed outcome measures."""

from app.measures.views.blueprint import blueprint

__all__ = ["blueprint"]
