"""Pages of quality."""

from app.quality.views import audits
from app.quality.views.blueprint import blueprint

__all__ = ["audits", "blueprint"]
