"""Pages of support."""

from app.support.views import answering, asking, giving, lists, one
from app.support.views.blueprint import blueprint

__all__ = ["answering", "asking", "blueprint", "giving", "lists", "one"]
