"""The link in the foot of a mail, and the button mail programs show for it (RFC 8058)."""

from flask import abort, render_template, request

from app.access.gate import public_from_elsewhere
from app.core.outbox import unsubscribing
from app.core.web.returned import see
from app.notices import queries, service
from app.notices.rules import Kind, kinds_named
from app.notices.views.blueprint import Page, blueprint


def _meant(token: str) -> tuple[int, list[Kind]]:
    """Whose mail of which kinds an address stops; 404 for one that is none of ours."""
    person_id, words = unsubscribing.read(token) or (0, "")
    kinds = kinds_named(words)
    if not kinds:
        abort(404)
    return person_id, kinds


@blueprint.get("/mail/stop/<token>")
@public_from_elsewhere
def stopping(token: str) -> Page:
    """What would stop: programs that scan mail follow links, so that looking changes nothing."""
    person_id, kinds = _meant(token)
    stopped = {(person_id, kind) for kind in kinds} <= queries.mutes_of([person_id])
    return render_template("notices/stopping.html", kinds=kinds, token=token, stopped=stopped)


@blueprint.post("/mail/stop/<token>")
@public_from_elsewhere
def stop(token: str) -> Page:
    """Stop it: from the page, or from the mail program, which wants no page."""
    person_id, kinds = _meant(token)
    service.mute(person_id, *kinds)
    if request.form.get("List-Unsubscribe") == "One-Click":
        return "", 204
    return see("notices.stopping", token=token)
