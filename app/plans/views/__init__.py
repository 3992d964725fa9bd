"""Pages of a site's plan: objectives, actions, reviews, communication, barriers."""

from app.plans.views import (
    across,
    actions,
    barriers,
    communication,
    lists,
    objectives,
    plan,
    reviews,
    together,
)
from app.plans.views.blueprint import blueprint

__all__ = [
    "across",
    "actions",
    "barriers",
    "blueprint",
    "communication",
    "lists",
    "objectives",
    "plan",
    "reviews",
    "together",
]
