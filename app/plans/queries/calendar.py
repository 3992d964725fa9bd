"""The due days of one person's actions, as their calendar shows them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.plans.models import Action
from app.plans.rules import OPEN
from app.sites.models import Site
from app.sites.rules import Status


@dataclass(frozen=True)
class DueAction:
    """An open action of somebody, and its site."""

    id: int
    title: str
    due_on: date
    site_name: str
    site_slug: str


def actions_for(
    person_id: int, sites: Collection[int] | None, first: date, last: date
) -> list[DueAction]:
    """Somebody's open actions due between two days, both included, at active sites (None: at all of
    them), first due first; one statement."""
    chosen = (
        select(Action.id, Action.title, Action.due_on, Site.name, Site.slug)
        .join(Site, Site.id == Action.site_id)
        .where(
            Action.owner_id == person_id,
            Action.status.in_([status.value for status in OPEN]),
            Action.due_on.between(first, last),
            Site.status == Status.ACTIVE.value,
        )
        .order_by(Action.due_on, Action.id)
    )
    if sites is not None:
        chosen = chosen.where(Action.site_id.in_(sites))
    return [DueAction(*row) for row in session().execute(chosen)]
