"""What stands on every page of a paused or stopped site."""

from typing import cast

from flask import g

from app.access.gate import SiteRef
from app.core import clock
from app.sites.rules import Status
from app.standing import queries, showing
from app.standing.showing import Banner
from app.standing.views.blueprint import blueprint


@blueprint.app_template_global()
def standing_banner(site: SiteRef) -> Banner | None:
    """What it says; None at an active site, which costs no query."""
    if not site.is_at_rest:
        return None
    if "standing_banner" not in g:  # the layout's blocks are rendered twice
        held, newest = queries.resting(site.id)
        g.standing_banner = showing.banner(Status(site.status), held, newest, clock.today())
    return cast(Banner, g.standing_banner)
