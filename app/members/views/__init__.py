"""Pages of the members of the community."""

from app.members.views import directory, inviting, profiles, rules
from app.members.views.blueprint import blueprint

__all__ = ["blueprint", "directory", "inviting", "profiles", "rules"]
