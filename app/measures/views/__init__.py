"""Pages of measures: use counts, quarterly returns."""

from app.measures.views import filling, overview, returns, uploading, use
from app.measures.views.blueprint import blueprint

__all__ = ["blueprint", "filling", "overview", "returns", "uploading", "use"]
