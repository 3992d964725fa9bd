"""The blueprint of the pages of support, and what all of them need."""

from flask import Blueprint, abort, flash, url_for
from werkzeug.wrappers import Response as Answered

from app.access.gate import can, the_actor, the_site
from app.access.policy import Can, Role
from app.core.web.returned import see
from app.sites import queries as sites
from app.sites.rules.sides import Speaker, speaking
from app.support import queries
from app.support.queries import RequestRow
from app.support.rules.states import Move, check_move, decides

blueprint = Blueprint("support", __name__)
Answer = str | Answered | tuple[str, int]


def the_request(support_id: int) -> RequestRow:
    """The request an address means; another site's is not found."""
    return queries.find(the_site().id, support_id) or abort(404)


def may_decide(found: RequestRow) -> bool:
    """Whether the reader may take the steps of the authority."""
    runs = can(Can.DECIDE_SUPPORT)
    return decides(runs_the_work=runs, asked_by=found.asked_by_id, person=the_actor().id)


def my_request(support_id: int) -> RequestRow:
    """The same, for a step of the authority; for others of the site it is forbidden."""
    found = the_request(support_id)
    return found if may_decide(found) else abort(403)


def speaker() -> Speaker:
    """Who writes, and for which side."""
    return speaking(the_actor())


def back(found: RequestRow, move: Move) -> Answered | None:
    """Back to the request with what to do instead, where a step is not open."""
    given = int(found.last_given_on is not None)
    faults = check_move(move, found.state, given)
    for _, message in faults:
        flash(f"{message}.", "error")
    return to_request(found) if faults else None


def to_request(found: RequestRow) -> Answered:
    """Go to the page of a request."""
    return see("support.one", site=found.site_slug, support_id=found.id)


def address_of(found: RequestRow) -> str:
    """The address of the page of a request."""
    return url_for("support.one", site=found.site_slug, support_id=found.id)


def staff() -> list[tuple[int, str]]:
    """Who of the NSPCC can give support: (number, name), the site's own first."""
    near = {one.person_id for one in sites.nspcc_contacts(the_site().id)}
    everybody = [
        one for one in sites.staff() if one.role is not Role.ADMIN or one.person_id in near
    ]
    everybody.sort(key=lambda one: one.person_id not in near)
    return [(one.person_id, one.name) for one in everybody]
