"""The register of authorities, the people of a site, and taking up an invitation."""

from app.sites.views import authorities, imports, invitations, people, posts, reorganising
from app.sites.views.blueprint import blueprint

__all__ = ["authorities", "blueprint", "imports", "invitations", "people", "posts", "reorganising"]
