"""Pages of dashboards."""

from app.dashboards.views import (
    compared,
    fidelity,
    portfolio,
    saved,
    scale_up,
    site,
    sustainability,
)
from app.dashboards.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "compared",
    "fidelity",
    "portfolio",
    "saved",
    "scale_up",
    "site",
    "sustainability",
]
