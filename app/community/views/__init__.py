"""Pages of the community as a whole."""

from app.community.views import digest, home, messages, trainers
from app.community.views.blueprint import blueprint

__all__ = ["blueprint", "digest", "home", "messages", "trainers"]
