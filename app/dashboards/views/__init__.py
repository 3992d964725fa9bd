"""Pages of dashboards."""

from app.dashboards.views import portfolio, saved, scale_up
from app.dashboards.views.blueprint import blueprint

__all__ = ["blueprint", "portfolio", "saved", "scale_up"]
