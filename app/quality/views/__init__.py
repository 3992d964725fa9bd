"""Pages of quality."""

from app.quality.views import adaptations, audits
from app.quality.views.blueprint import blueprint

__all__ = ["adaptations", "audits", "blueprint"]
