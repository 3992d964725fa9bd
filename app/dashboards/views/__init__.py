"""Pages of dashboards."""

from app.dashboards.views import scale_up
from app.dashboards.views.blueprint import blueprint

__all__ = ["blueprint", "scale_up"]
