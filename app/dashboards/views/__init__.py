"""Pages of dashboards."""

from app.dashboards.views import portfolio, saved, site
from app.dashboards.views.blueprint import blueprint

__all__ = ["blueprint", "portfolio", "saved", "site"]
