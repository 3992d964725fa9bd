"""The blueprint of the pages of a journey, and what all of them need."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import the_actor, the_site
from app.core import clock
from app.core.web.forms import PortalForm
from app.core.web.returned import see
from app.core.web.taken import Taking
from app.journey import queries, service
from app.journey.queries import MilestoneDetail

blueprint = Blueprint("journey", __name__)
Answer = str | Response | tuple[str, int]


def found_milestone(code: str) -> MilestoneDetail:
    """The milestone of the address; 404 where the site has none so called."""
    found = queries.milestone_of(the_site().id, code, clock.today())
    return found or abort(404)


def open_milestone(code: str) -> MilestoneDetail:
    """The same, led back to its page where it is closed and has no date to move."""
    found = found_milestone(code)
    if not found.row.status.is_open:
        abort(see("journey.milestone", site=the_site().slug, code=code))
    return found


def _field(form: PortalForm, fault: Sequence[Any]) -> str:
    """The field of a form that a fault is about; "" for what belongs to an earlier step."""
    name = {"status": "progress"}.get(fault[0], fault[0])
    return name if name in form else ""


TAKING = Taking(place=_field)
accepted = TAKING.accepted


def draft(subject: str) -> dict[str, Any]:
    """What the person has entered so far in the steps of moving dates."""
    return queries.draft_of(the_site().id, the_actor().id, subject)


def keep(subject: str, **entered: Any) -> None:
    """Keep this beside what was entered before."""
    service.keep_draft(the_site().id, the_actor().id, subject, draft(subject) | entered)


def forget(subject: str) -> None:
    """What was entered is saved."""
    service.forget_draft(the_site().id, the_actor().id, subject)
