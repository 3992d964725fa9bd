"""Pages about posts, reports and safety."""

from app.posts.views import reporting, safety, writing
from app.posts.views.blueprint import blueprint

__all__ = ["blueprint", "reporting", "safety", "writing"]
