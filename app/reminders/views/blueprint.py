"""The blueprint of the reminders, and what its pages need."""

from collections.abc import Callable

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from app.core.web.forms import PortalForm
from app.reminders import queries
from app.reminders.queries import Version
from app.reminders.rules import Phase, Rung
from app.reminders.service import ChangedMeanwhile, NothingChanged

blueprint = Blueprint("reminders", __name__)

Page = str | tuple[str, int] | Response
OVERTAKEN = (
    "Somebody else saved a version meanwhile. Open the ladders anew, look at it, and make your "
    "change again"
)
UNCHANGED = "This is what the ladders say already. Change something, or leave this page"


def phase_named(kind: str, phase: str) -> tuple[Version, Phase]:
    """The version that holds, and one of its phases; 404 where there is none."""
    version = queries.present()
    found = version.ladders.phases.get((kind, phase))
    return (version, found) if found else abort(404)


def rung_named(version: Version, phase: Phase, code: str) -> Rung:
    """One rung of a ladder; 404 where there is none, because it was removed for example."""
    rungs = version.ladders.rungs[phase.key]
    return next((one for one in rungs if one.code == code), None) or abort(404)


def seen_number(present: int) -> int:
    """The version a form was filled in over, kept when it is shown once more."""
    return request.form.get("version", type=int, default=present)


def accepted(form: PortalForm, write: Callable[[], object]) -> bool:
    """Whether a version was saved; what stands against it is shown beside the reason."""
    try:
        write()
    except ChangedMeanwhile:
        form.refuse("reason", OVERTAKEN)
    except NothingChanged:
        form.refuse("reason", UNCHANGED)
    return not form.errors
