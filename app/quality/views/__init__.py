"""Pages of quality."""

from app.quality.views import auditing, audits, results
from app.quality.views.blueprint import blueprint

__all__ = ["auditing", "audits", "blueprint", "results"]
