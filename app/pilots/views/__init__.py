"""Pages of pilots: plan, monthly counts, learning log, review, decision, roll-out."""

from app.pilots.views import deciding, learning, lists, months, parts, planning, reviewing
from app.pilots.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "deciding",
    "learning",
    "lists",
    "months",
    "parts",
    "planning",
    "reviewing",
]
