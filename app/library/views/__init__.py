"""Pages of the library."""

from app.library.views import collections, deciding, lists, one, sharing
from app.library.views.blueprint import blueprint

__all__ = ["blueprint", "collections", "deciding", "lists", "one", "sharing"]
