"""Pages of the members of the community."""

from app.members.views import directory, profiles, rules
from app.members.views.blueprint import blueprint

__all__ = ["blueprint", "directory", "profiles", "rules"]
