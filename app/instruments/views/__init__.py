"""Questionnaires: their versions, and the drafts administrators make of new ones."""

from app.instruments.views import drafts, items, publishing, reading
from app.instruments.views.blueprint import blueprint

__all__ = ["blueprint", "drafts", "items", "publishing", "reading"]
