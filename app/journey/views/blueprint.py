"""The blueprint of the pages of a journey, and what all of them need."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from app.access.gate import the_actor, the_site
from app.core import clock
from app.core.web.errors import Conflict
from app.core.web.forms import PortalForm
from app.core.web.returned import see
from app.journey import queries, service
from app.journey.queries import MilestoneDetail
from app.journey.service import ChangedMeanwhile, Refused

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


def accepted(form: PortalForm, write: Callable[[], object]) -> bool:
    """Whether the service took it; what it refuses is shown beside the fields."""
    try:
        write()
    except Refused as refused:
        show_faults(form, refused.faults)
        return False
    except ChangedMeanwhile as changed:
        raise Conflict(mine=changed.mine, theirs=changed.theirs) from changed
    return True


def show_faults(form: PortalForm, faults: Iterable[tuple[str, str]]) -> None:
    """Put each fault beside its field; what belongs to no field of this form goes on its top."""
    for field, message in faults:
        name = {"status": "progress"}.get(field, field)
        if name in form:
            form.refuse(name, message)
        else:
            form.form_errors.append(message)


def draft(subject: str) -> dict[str, Any]:
    """What the person has entered so far in the steps of moving dates."""
    return queries.draft_of(the_site().id, the_actor().id, subject)


def keep(subject: str, **entered: Any) -> None:
    """Keep this beside what was entered before."""
    service.keep_draft(the_site().id, the_actor().id, subject, draft(subject) | entered)


def forget(subject: str) -> None:
    """What was entered is saved."""
    service.forget_draft(the_site().id, the_actor().id, subject)
