"""Pages of quality."""

from app.quality.views import adaptations, auditing, audits, results
from app.quality.views.blueprint import blueprint

__all__ = ["adaptations", "auditing", "audits", "blueprint", "results"]
