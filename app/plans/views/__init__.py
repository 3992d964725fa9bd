"""Pages of a site's plan: the list of actions, one action."""

from app.plans.views import actions, lists
from app.plans.views.blueprint import blueprint

__all__ = ["actions", "blueprint", "lists"]
