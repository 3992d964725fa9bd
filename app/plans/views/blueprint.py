"""The blueprint of the plan's pages, and what all of them need."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as Answered

from app.access.gate import the_site
from app.core.web.forms import PortalForm
from app.core.web.taken import Taking, beside
from app.plans.queries import TO_DO
from app.plans.service import Refused

blueprint = Blueprint("plans", __name__)
Answer = str | Answered | tuple[str, int]
ACROSS = "across"  # the list an action was opened from, where it is not the site's own
_LISTED = (
    *("status", "side", "owner", "origin", "due", "objective", "code", "sort", "page"),
    *("list", "whose", "at", "lead"),
)
_LONGEST = 120


def _field(form: PortalForm, fault: Sequence[Any]) -> str:
    """The field of a form that a fault is about: named so, or of the numbered thing; what is
    named for an action stands in two lists."""
    field, _, index = fault
    names = [field, f"{field}_{index}"]
    if field == "codes":
        names.append("barriers")
    return next((name for name in names if name in form), beside(form, fault))


accepted = Taking(Refused, _field).accepted


def held() -> dict[str, Any]:
    """The list somebody comes from, as its address has it: it goes with them and back."""
    return {name: request.args[name][:_LONGEST] for name in _LISTED if request.args.get(name, "")}


def back_href() -> str:
    """The list somebody comes from, narrowed as it was."""
    kept = held()
    if kept.get("list") == ACROSS:
        return url_for("plans.across", **{k: v for k, v in kept.items() if k != "list"})
    return url_for("plans.actions", site=the_site().slug, **kept)


def plan_address(**what: Any) -> str:
    """The page of an action (`action`), or the open actions of an objective (`objective`)."""
    site = the_site().slug
    if "action" in what:
        return url_for("plans.action", site=site, action_id=what["action"])
    return url_for("plans.actions", site=site, status=TO_DO, **what)
