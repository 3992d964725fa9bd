"""Actions for tests, written through the service, inside a transaction."""

from datetime import date, timedelta
from typing import Any

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.plans import queries, service
from app.plans.models import Action
from app.plans.queries import ActionRow
from app.plans.rules import ActionStatus, NewAction, Origin, Side
from app.sites.models import Site


def an_origin(part: str = "B2", number: int = 7) -> Origin:
    """A gap found in a self assessment."""
    return Origin(
        "assessment",
        number,
        part,
        f"PreISA, round 1: {part}",
        f"/sites/northmoor/assessments/preisa-1/result#{part}",
    )


def new_action(title: str = "Agree who counts the cases", **given: Any) -> NewAction:
    """An action of the authority's data lead, due in 30 days."""
    values: dict[str, Any] = {
        "due_on": clock.today() + timedelta(days=30),
        "side": Side.AUTHORITY.value,
        "owner_name": "" if given.get("owner_id") else "Data lead",
    }
    return NewAction(title, **(values | given))


def make_action(
    site: Site,
    raised_by: Person,
    title: str = "Agree who counts the cases",
    *,
    owner: Person | None = None,
    due_on: date | None = None,
    **given: object,
) -> ActionRow:
    """One open action of `site`; a due date in the past is what it was moved to by time alone."""
    if owner is not None:
        given["owner_id"] = owner.id
    today = clock.today()
    due = due_on or today + timedelta(days=30)
    number = service.raise_action(
        site.id, new_action(title, due_on=max(due, today), **given), raised_by.id
    )
    if due < today:
        _let_time_pass(number, due)
    found = queries.find(site.id, number)
    assert found is not None
    return found


def make_done_action(site: Site, raised_by: Person, title: str = "Book the room") -> ActionRow:
    """One action of `site` that was done today."""
    found = make_action(site, raised_by, title, origin=an_origin())
    service.set_status(found, ActionStatus.DONE, on=clock.today())
    return found


def _let_time_pass(number: int, due_on: date) -> None:
    session().get_one(Action, number).due_on = due_on
    session().flush()
