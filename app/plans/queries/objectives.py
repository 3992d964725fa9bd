"""Reads about the objectives of a site, with how their actions and reviews stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, select

from app.accounts.models import Person
from app.core.db import session
from app.plans.models import Action, Objective, ObjectiveCode, ObjectiveReview
from app.plans.queries.lists import ordered
from app.plans.queries.rows import ActionRow, rows_of, selected
from app.plans.rules import OPEN, ActionStatus, Code, in_order
from app.plans.rules.objectives import Area, ObjectiveStatus
from app.plans.rules.reviewing import Colour

MOST_SHOWN = 300  # open actions on the page of the whole plan


@dataclass(frozen=True)
class ObjectiveRow:
    """An objective; `owner` says in words who leads it, `codes` what stands in its way or helps."""

    id: int
    site_id: int
    area: Area
    position: int
    title: str
    good: str
    measure: str
    owner_id: int | None
    owner_name: str
    owner: str
    due_on: date
    status: ObjectiveStatus
    closed_on: date | None
    close_reason: str
    next_review_on: date | None
    version: int
    codes: tuple[Code, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.status is ObjectiveStatus.OPEN

    def is_late(self, today: date) -> bool:
        """Whether it should have been reached by now."""
        return self.is_open and self.due_on < today

    def review_is_late(self, today: date) -> bool:
        """Whether it should have been looked at by now."""
        return self.is_open and self.next_review_on is not None and self.next_review_on < today


@dataclass(frozen=True)
class Work:
    """How many actions serve an objective."""

    open: int = 0
    overdue: int = 0
    done: int = 0


@dataclass(frozen=True)
class LastReview:
    """What the latest review that named a colour said."""

    colour: Colour
    words: str
    on: date


def objectives(site_id: int) -> list[ObjectiveRow]:
    """Every objective of a site, by area and place in it; two statements."""
    rows = session().execute(
        select(Objective, Person.name)
        .outerjoin(Person, Person.id == Objective.owner_id)
        .where(Objective.site_id == site_id)
    )
    found = [(objective, name) for objective, name in rows]
    codes = _codes([one.id for one, _ in found])
    listed = [_row(one, name, codes.get(one.id, ())) for one, name in found]
    areas = list(Area)
    return sorted(listed, key=lambda one: (areas.index(one.area), one.position, one.id))


def objective(site_id: int, objective_id: int) -> ObjectiveRow | None:
    """One of them; None when there is no such objective at this site."""
    row = (
        session()
        .execute(
            select(Objective, Person.name)
            .outerjoin(Person, Person.id == Objective.owner_id)
            .where(Objective.site_id == site_id, Objective.id == objective_id)
        )
        .first()
    )
    return None if row is None else _row(row[0], row[1], _codes([row[0].id]).get(row[0].id, ()))


def work(site_id: int, today: date) -> dict[int | None, Work]:
    """How the actions of each objective stand, by its number; None: those without one."""
    is_open = Action.status.in_(OPEN)
    rows = session().execute(
        select(
            Action.objective_id,
            func.count(case((is_open, 1))),
            func.count(case((and_(is_open, Action.due_on < today), 1))),
            func.count(case((Action.status == ActionStatus.DONE, 1))),
        )
        .where(Action.site_id == site_id)
        .group_by(Action.objective_id)
    )
    return {number: Work(*counts) for number, *counts in rows}


def open_actions(site_id: int) -> tuple[ActionRow, ...]:
    """The open actions of a site, first due first, at most MOST_SHOWN."""
    return rows_of(
        selected()
        .where(Action.site_id == site_id, Action.status.in_(OPEN))
        .order_by(Action.due_on, Action.id)
        .limit(MOST_SHOWN)
    )


def actions_of(site_id: int, objective_id: int) -> tuple[ActionRow, ...]:
    """The actions that serve an objective, what is open by due date first, at most MOST_SHOWN."""
    wanted = (Action.site_id == site_id, Action.objective_id == objective_id)
    return rows_of(ordered(selected().where(*wanted), "").limit(MOST_SHOWN))


def last_reviews(objective_ids: Collection[int]) -> dict[int, LastReview]:
    """The latest review of each objective that named a colour; one statement."""
    if not objective_ids:
        return {}
    newest = (
        select(func.max(ObjectiveReview.id))
        .where(ObjectiveReview.objective_id.in_(objective_ids), ObjectiveReview.colour != "")
        .group_by(ObjectiveReview.objective_id)
    )
    rows = session().scalars(select(ObjectiveReview).where(ObjectiveReview.id.in_(newest)))
    return {
        one.objective_id: LastReview(Colour(one.colour), one.words, one.reviewed_on) for one in rows
    }


def _codes(numbers: Collection[int]) -> dict[int, tuple[Code, ...]]:
    if not numbers:
        return {}
    found: dict[int, list[str]] = {}
    for number, code in session().execute(
        select(ObjectiveCode.objective_id, ObjectiveCode.code).where(
            ObjectiveCode.objective_id.in_(numbers)
        )
    ):
        found.setdefault(number, []).append(code)
    return {number: in_order(codes) for number, codes in found.items()}


def _row(one: Objective, name: str | None, codes: tuple[Code, ...]) -> ObjectiveRow:
    return ObjectiveRow(
        id=one.id,
        site_id=one.site_id,
        area=Area(one.area),
        position=one.position,
        title=one.title,
        good=one.good,
        measure=one.measure,
        owner_id=one.owner_id,
        owner_name=one.owner_name,
        owner=name or one.owner_name,
        due_on=one.due_on,
        status=ObjectiveStatus(one.status),
        closed_on=one.closed_on,
        close_reason=one.close_reason,
        next_review_on=one.next_review_on,
        version=one.version,
        codes=codes,
    )
