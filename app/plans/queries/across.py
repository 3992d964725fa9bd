"""Actions of all sites a person reaches: their own, or everybody's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.accounts.models import Person
from app.core.db import session
from app.plans.models import Action
from app.plans.queries.lists import PER_PAGE, Wanted, narrowed, ordered
from app.plans.queries.rows import ActionRow, row_of
from app.plans.rules import DUE_SOON, OPEN
from app.sites.models import Site
from app.sites.queries.staffing import led_by
from app.sites.rules import Status

EVERYBODY = "everybody"


@dataclass(frozen=True)
class WantedAcross:
    """What the list across sites is narrowed to: `whose` EVERYBODY or "" for the reader's own,
    `site` the slug of a site, `lead` the number of a member of the NSPCC; the rest as Wanted."""

    whose: str = ""
    site: str = ""
    lead: str = ""
    listed: Wanted = Wanted()


@dataclass(frozen=True)
class SiteAction:
    """An action with the site it belongs to."""

    action: ActionRow
    site_name: str
    site_slug: str


@dataclass(frozen=True)
class AcrossPage:
    """One page; `found` fit the filters."""

    rows: tuple[SiteAction, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class AcrossChoices:
    """What can be chosen: (value, words), of the sites the reader reaches."""

    sites: tuple[tuple[str, str], ...]
    leads: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AcrossCounts:
    """The open actions of the reader, or of everybody at the sites they reach."""

    overdue: int
    due_soon: int
    open: int


def across(actor: Actor, wanted: WantedAcross, today: date, page: int = 1) -> AcrossPage:
    """One page of the actions of every site the reader reaches; two statements."""
    conditions = _conditions(actor, wanted, today)
    counted = select(func.count()).select_from(Action).join(Site, Site.id == Action.site_id)
    found = session().scalar(counted.where(*conditions)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    rows = _rows(conditions, wanted.listed.sort, PER_PAGE, (page - 1) * PER_PAGE)
    return AcrossPage(rows, found, page, pages)


def every_across(actor: Actor, wanted: WantedAcross, today: date) -> tuple[SiteAction, ...]:
    """The same without pages, for a file; at most ten thousand."""
    return _rows(_conditions(actor, wanted, today), wanted.listed.sort, 10_000, 0)


def across_counts(actor: Actor, whose: str, today: date) -> AcrossCounts:
    """How many are overdue, due in 14 days, and open."""
    soon = and_(Action.due_on >= today, Action.due_on <= today + DUE_SOON)
    row = (
        session()
        .execute(
            select(
                func.count(case((Action.due_on < today, 1))),
                func.count(case((soon, 1))),
                func.count(),
            )
            .select_from(Action)
            .join(Site, Site.id == Action.site_id)
            .where(Action.status.in_(OPEN), *_seen(actor, whose))
        )
        .one()
    )
    return AcrossCounts(*row)


def across_choices(actor: Actor) -> AcrossChoices:
    """The sites the reader reaches, and who leads them for the NSPCC; one statement."""
    rows = session().execute(
        select(Site.slug, Site.name, Person.id, Person.name)
        .outerjoin(Person, or_(Person.id == Site.lead_id, Person.id == Site.deputy_id))
        .where(reach(actor, Can.SEE_PLAN, Site.id))
        .order_by(Site.name)
    )
    sites, leads = {}, {}
    for slug, name, lead_id, lead in rows:
        sites[slug] = name
        if lead_id is not None:
            leads[str(lead_id)] = lead
    return AcrossChoices(
        tuple(sites.items()), tuple(sorted(leads.items(), key=lambda one: one[1].casefold()))
    )


def _seen(actor: Actor, whose: str) -> list[ColumnElement[bool]]:
    """Nobody is asked for the work of a site that has stopped."""
    found = [
        reach(actor, Can.SEE_PLAN, Action.site_id),
        Site.status != Status.STOPPED.value,
    ]
    if whose != EVERYBODY:
        found.append(Action.owner_id == actor.id)
    return found


def _conditions(actor: Actor, wanted: WantedAcross, today: date) -> list[ColumnElement[bool]]:
    found = [*_seen(actor, wanted.whose), *narrowed(wanted.listed, today)]
    if wanted.site:
        found.append(Site.slug == wanted.site)
    if wanted.lead:
        found.append(led_by(int(wanted.lead)))
    return found


def _rows(
    conditions: list[ColumnElement[bool]], sort: str, limit: int, offset: int
) -> tuple[SiteAction, ...]:
    chosen = (
        select(Action, Person.name, Site.name, Site.slug)
        .join(Site, Site.id == Action.site_id)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(*conditions)
        .limit(limit)
        .offset(offset)
    )
    if sort.removeprefix("-") == "site":
        way = Site.name.desc() if sort.startswith("-") else Site.name.asc()
        chosen = chosen.order_by(way, Action.due_on, Action.id)
    else:
        chosen = ordered(chosen, sort)
    return tuple(
        SiteAction(row_of(action, owner), name, slug)
        for action, owner, name, slug in session().execute(chosen)
    )
