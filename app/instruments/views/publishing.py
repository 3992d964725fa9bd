"""The end of a draft: published for good, or discarded."""

from flask import flash, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.core.web.returned import see
from app.instruments import service
from app.instruments.views.blueprint import (
    Page,
    blueprint,
    fault_links,
    saving,
    seen_edits,
    the_draft,
)

NOT_AS_SEEN = "The draft was changed meanwhile. Look at it again first."


@blueprint.get("/admin/instruments/<code>/<int:draft>/publish")
@requires(Can.EDIT_INSTRUMENTS)
def publish(code: str, draft: int) -> Page:
    """What must be put right first, or what publishing means."""
    found = the_draft(code, draft)
    return render_template(
        "instruments/publish.html",
        found=found,
        one=found.one,
        faults=fault_links(found),
    )


@blueprint.post("/admin/instruments/<code>/<int:draft>/publish")
@requires(Can.EDIT_INSTRUMENTS)
def publish_it(code: str, draft: int) -> Response:
    """Publish it: from now on nothing in it can be changed."""
    try:
        with saving():
            said = service.publish_draft(code, draft, seen_edits())
    except service.NotAsSeen:
        flash(NOT_AS_SEEN, "error")
    except service.NotReady:
        flash("It cannot be published yet.", "error")
    else:
        flash(f"{said} New rounds use it; rounds under way stay on their version.", "success")
        return see("instruments.version", code=code, version=draft)
    return see("instruments.publish", code=code, draft=draft)


@blueprint.get("/admin/instruments/<code>/<int:draft>/discard")
@requires(Can.EDIT_INSTRUMENTS)
def discard(code: str, draft: int) -> Page:
    """Ask whether the draft is to go."""
    found = the_draft(code, draft)
    return render_template("instruments/discard.html", found=found, one=found.one)


@blueprint.post("/admin/instruments/<code>/<int:draft>/discard")
@requires(Can.EDIT_INSTRUMENTS)
def discard_it(code: str, draft: int) -> Response:
    """Delete the draft; published versions stay as they are."""
    try:
        with saving():
            flash(service.discard(code, draft, seen_edits()), "success")
    except service.NotAsSeen:
        flash(NOT_AS_SEEN, "error")
        return see("instruments.discard", code=code, draft=draft)
    return see("instruments.index")
