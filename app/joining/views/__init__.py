"""The pages of joining."""

from app.joining.views import before, contracts, conversations, documents, lists
from app.joining.views.blueprint import blueprint

__all__ = ["before", "blueprint", "contracts", "conversations", "documents", "lists"]
