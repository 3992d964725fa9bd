"""What to do when a child is at risk now."""

from flask import render_template

from app.access.gate import requires
from app.access.policy import Can
from app.posts.views.blueprint import blueprint


@blueprint.get("/community/child-at-risk")
@requires(Can.USE_COMMUNITY)
def child_at_risk() -> str:
    """Whom to call."""
    return render_template("posts/child_at_risk.html")
