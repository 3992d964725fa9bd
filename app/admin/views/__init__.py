"""Administration, and whether the portal is well."""

from app.admin.views import accounts, banner, health, leaving, mail, overview, staff, trail
from app.admin.views.blueprint import blueprint

__all__ = [
    "accounts",
    "banner",
    "blueprint",
    "health",
    "leaving",
    "mail",
    "overview",
    "staff",
    "trail",
]
