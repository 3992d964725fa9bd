"""Reads about actions: one, those of one origin, those of one person, how many are open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.plans.models import Action
from app.plans.queries.rows import ActionRow, row_of, rows_of, selected
from app.plans.rules import DUE_SOON, OPEN, ActionStatus, Owner, Side
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.rules import Status


@dataclass(frozen=True)
class OpenCounts:
    """How the actions of a site stand; `open` includes those overdue and due soon."""

    overdue: int
    due_soon: int
    open: int
    done: int
    total: int


@dataclass(frozen=True)
class OwnAction:
    """An action of a person, with the site it belongs to."""

    action: ActionRow
    site_name: str
    site_slug: str


def find(site_id: int, action_id: int) -> ActionRow | None:
    """One action of this site; None when there is no such action here."""
    found = rows_of(selected().where(Action.site_id == site_id, Action.id == action_id))
    return found[0] if found else None


def some_of_site(site_id: int, action_ids: Collection[int]) -> tuple[ActionRow, ...]:
    """Those of these actions that are the site's, first due first."""
    if not action_ids:
        return ()
    wanted = (Action.site_id == site_id, Action.id.in_(action_ids))
    return rows_of(selected().where(*wanted).order_by(Action.due_on, Action.id))


def by_origin(site_id: int, kind: str, ids: Collection[int]) -> list[ActionRow]:
    """The actions that these things raised at a site, first raised first; one statement."""
    if not ids:
        return []
    wanted = (Action.site_id == site_id, Action.origin_kind == kind, Action.origin_id.in_(ids))
    return list(rows_of(selected().where(*wanted).order_by(Action.id)))


def open_counts(site_id: int, today: date) -> OpenCounts:
    """How many actions of a site are overdue, due in 14 days, open, done, and there at all."""
    open_, soon = Action.status.in_(OPEN), today + DUE_SOON
    counts = (
        _count(open_, Action.due_on < today),
        _count(open_, Action.due_on >= today, Action.due_on <= soon),
        _count(open_),
        _count(Action.status == ActionStatus.DONE),
        func.count(),
    )
    return OpenCounts(*session().execute(select(*counts).where(Action.site_id == site_id)).one())


def mine(actor: Actor, limit: int = 10) -> list[OwnAction]:
    """The open actions a person owns, at every active site they still reach, first due first."""
    rows = session().execute(
        selected()
        .add_columns(Site.name, Site.slug)
        .join(Site, Site.id == Action.site_id)
        .where(
            Action.owner_id == actor.id,
            Action.status.in_(OPEN),
            Site.status == Status.ACTIVE.value,
            reach(actor, Can.SEE_PLAN, Action.site_id),
        )
        .order_by(Action.due_on, Action.id)
        .limit(limit)
    )
    return [OwnAction(row_of(action, owner), name, slug) for action, owner, name, slug in rows]


def owners(site_id: int) -> list[Owner]:
    """Who can be given an action of a site: its people, and its NSPCC lead and deputy."""
    theirs = [
        Owner(one.person_id, one.name, one.role.label, Side.AUTHORITY)
        for one in sites.people_of(site_id)
    ]
    ours = [
        Owner(one.person_id, one.name, one.role_label, Side.NSPCC)
        for one in sites.nspcc_contacts(site_id)
    ]
    return theirs + ours


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((and_(*conditions), 1)))
