"""What one person is to do at a site."""

from app.plans.models import Action
from app.plans.queries.rows import ActionRow, rows_of, selected
from app.plans.rules import OPEN


def owned_by(site_id: int, person_id: int) -> tuple[ActionRow, ...]:
    """The open actions of a person at a site, first due first; one statement."""
    theirs = selected().where(
        Action.site_id == site_id, Action.owner_id == person_id, Action.status.in_(OPEN)
    )
    return rows_of(theirs.order_by(Action.due_on, Action.id))
