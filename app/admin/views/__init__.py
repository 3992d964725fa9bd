"""Administration, and whether the portal is well."""

from app.admin.views import accounts, banner, health, mail, overview, staff, trail
from app.admin.views.blueprint import blueprint

__all__ = ["accounts", "banner", "blueprint", "health", "mail", "overview", "staff", "trail"]
