"""Pages of topics."""

from app.topics.views import asking, lists, moderating, naming, one
from app.topics.views.blueprint import blueprint

__all__ = ["asking", "blueprint", "lists", "moderating", "naming", "one"]
