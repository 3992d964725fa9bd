"""Pages of case audits."""

from flask import render_template

from app.access.gate import requires
from app.access.policy import Can
from app.quality.views.blueprint import blueprint


@blueprint.get("/sites/<site>/quality")
@requires(Can.SEE_QUALITY)
def index(site: str) -> str:
    """What shows how well the framework is used here, and where to enter it."""
    return render_template("quality/index.html")
