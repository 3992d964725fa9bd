"""Pages about posts, reports and safety."""

from app.posts.views import deciding, looks, queue, reporting, safety, writing
from app.posts.views.blueprint import blueprint

__all__ = ["blueprint", "deciding", "looks", "queue", "reporting", "safety", "writing"]
