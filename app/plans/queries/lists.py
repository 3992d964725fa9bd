"""The list of a site's actions: filtered, ordered, cut into pages."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from app.accounts.models import Person
from app.core.db import session
from app.plans.models import Action, ActionCode
from app.plans.queries.rows import ActionRow, rows_of, selected
from app.plans.rules import DUE_SOON, OPEN, DueState, OriginKind

Columns = TypeVarTuple("Columns")
PER_PAGE = 50
TO_DO = "to-do"  # not started or in progress, as one filter
BY_PERSON = "person-"  # a filter by owner: "person-12", or the free words themselves
NO_OBJECTIVE = "none"
SORTS = ("due", "title", "owner")  # beside what is most urgent first


@dataclass(frozen=True)
class Wanted:
    """What a list of actions is narrowed to; "" means any.

    `status` is a word of ActionStatus or TO_DO, `owner` "person-12" or free words, `origin` a word
    of OriginKind, `due` one of DueState's "overdue", "soon" and "later", `objective` its number or
    NO_OBJECTIVE, `code` a word of Barrier or Facilitator. `sort` is a key of SORTS, with "-" before
    it for the other way round; "" puts what is most urgent first.
    """

    status: str = ""
    side: str = ""
    owner: str = ""
    origin: str = ""
    due: str = ""
    objective: str = ""
    code: str = ""
    sort: str = ""


@dataclass(frozen=True)
class ActionPage:
    """One page of a site's actions; `found` of them fit the filters."""

    rows: tuple[ActionRow, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class Choices:
    """What the actions of a site can be narrowed to: (filter value, words), by words."""

    owners: tuple[tuple[str, str], ...]
    origins: tuple[OriginKind, ...]


def of_site(site_id: int, wanted: Wanted, today: date, page: int = 1) -> ActionPage:
    """One page of a site's actions: what is open by due date, so overdue first, then the rest."""
    conditions = _conditions(site_id, wanted, today)
    found = session().scalar(select(func.count()).select_from(Action).where(*conditions)) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen = (
        ordered(selected().where(*conditions), wanted.sort)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return ActionPage(rows_of(chosen), found, page, pages)


def every_of_site(site_id: int, wanted: Wanted, today: date) -> tuple[ActionRow, ...]:
    """The same without pages, for a file."""
    return rows_of(ordered(selected().where(*_conditions(site_id, wanted, today)), wanted.sort))


def choices(site_id: int) -> Choices:
    """The owners and origins that a site's actions have, for filters; one statement."""
    rows = session().execute(
        select(Action.owner_id, Person.name, Action.owner_name, Action.origin_kind)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(Action.site_id == site_id)
        .distinct()
    )
    owners, kinds = {}, set()
    for owner_id, name, words, kind in rows:
        owners[f"{BY_PERSON}{owner_id}" if owner_id else words] = name or words
        kinds.add(kind)
    named = sorted(owners.items(), key=lambda one: one[1].casefold())
    return Choices(tuple(named), tuple(kind for kind in OriginKind if kind in kinds))


def _conditions(site_id: int, wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    return [Action.site_id == site_id, *narrowed(wanted, today)]


def narrowed(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    """The filters as conditions, whatever the sites."""
    found = _how_far(wanted, today)
    if wanted.side:
        found.append(Action.side == wanted.side)
    if wanted.origin:
        found.append(Action.origin_kind == wanted.origin)
    if wanted.owner:
        found.append(_owned(wanted.owner))
    if wanted.objective:
        found.append(_serving(wanted.objective))
    if wanted.code:
        named = select(ActionCode.action_id).where(ActionCode.code == wanted.code)
        found.append(Action.id.in_(named))
    return found


def _how_far(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.status == TO_DO:
        found.append(Action.status.in_(OPEN))
    elif wanted.status:
        found.append(Action.status == wanted.status)
    if wanted.due:
        found += [Action.status.in_(OPEN), _due(wanted.due, today)]
    return found


def _serving(objective: str) -> ColumnElement[bool]:
    if objective.isascii() and objective.isdigit() and len(objective) < 10:
        return Action.objective_id == int(objective)
    return Action.objective_id.is_(None)


def _owned(owner: str) -> ColumnElement[bool]:
    number = owner.removeprefix(BY_PERSON)
    if number != owner and number.isascii() and number.isdigit() and len(number) < 10:
        return Action.owner_id == int(number)
    return and_(Action.owner_id.is_(None), Action.owner_name == owner)


def _due(due: str, today: date) -> ColumnElement[bool]:
    soon = today + DUE_SOON
    if due == DueState.OVERDUE:
        return Action.due_on < today
    if due == DueState.SOON:
        return Action.due_on.between(today, soon)
    return Action.due_on > soon


def ordered(chosen: Select[*Columns], sort: str) -> Select[*Columns]:
    """The statement in the order asked for: a column, or what is open by due date first."""
    columns = {
        "due": Action.due_on,
        "title": func.lower(Action.title),
        "owner": func.lower(func.coalesce(Person.name, Action.owner_name)),
    }
    column = columns.get(sort.removeprefix("-"))
    if column is not None:
        way = column.desc() if sort.startswith("-") else column.asc()
        return chosen.order_by(way, Action.id)
    is_open = Action.status.in_(OPEN)
    return chosen.order_by(
        case((is_open, 0), else_=1),
        case((is_open, Action.due_on)),
        Action.due_on.desc(),
        Action.id.desc(),
    )
