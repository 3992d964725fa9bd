"""Pages of notices."""

from app.notices.views import choices, stopping
from app.notices.views.blueprint import blueprint

__all__ = ["blueprint", "choices", "stopping"]
