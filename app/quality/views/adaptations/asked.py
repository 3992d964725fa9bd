"""What the pages of adaptations take from an address, and who speaks."""

from flask import abort, url_for
from werkzeug.wrappers import Response as Answered

from app.access.gate import the_actor, the_site
from app.core.web.returned import see
from app.quality.queries import adaptations as queries
from app.quality.queries.adaptations import AdaptationRow
from app.sites.rules.sides import Speaker, speaking


def the_adaptation(adaptation_id: int) -> AdaptationRow:
    """The adaptation an address means; another site's is not found."""
    return queries.find(the_site().id, adaptation_id) or abort(404)


def speaker() -> Speaker:
    """Who writes, and for which side."""
    return speaking(the_actor())


def to_adaptation(found: AdaptationRow) -> Answered:
    """Go to the page of an adaptation."""
    return see("quality.adaptation", site=found.site_slug, adaptation_id=found.id)


def page_of(found: AdaptationRow) -> str:
    """The address of that page."""
    return url_for("quality.adaptation", site=found.site_slug, adaptation_id=found.id)
