"""Reads about walks through the objectives, and what they said."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from app.accounts.models import Person
from app.core.db import session
from app.plans.models import Objective, ObjectiveReview, PlanReview
from app.plans.rules.reviewing import Colour

MOST_LISTED = 20


@dataclass(frozen=True)
class Walk:
    """One walk through the objectives; it goes on until `ended_on`."""

    id: int
    site_id: int
    begun_on: date
    begun_by: str
    ended_on: date | None


@dataclass(frozen=True)
class Said:
    """What was said about an objective; no colour where it was skipped."""

    objective_id: int
    review_id: int
    colour: Colour | None
    words: str
    next_on: date | None
    closed: int
    moved: int
    on: date
    by: str
    version: int


def walk(site_id: int, review_id: int) -> Walk | None:
    """One walk of this site."""
    found = _walks(PlanReview.site_id == site_id, PlanReview.id == review_id)
    return found[0] if found else None


def open_walk(site_id: int) -> Walk | None:
    """The walk that has not ended; None when nobody is on one."""
    found = _walks(PlanReview.site_id == site_id, PlanReview.ended_on.is_(None))
    return found[0] if found else None


def ended_walks(site_id: int) -> list[Walk]:
    """The walks that ended, newest first, at most MOST_LISTED."""
    return _walks(PlanReview.site_id == site_id, PlanReview.ended_on.is_not(None))


def said_in(review_id: int) -> dict[int, Said]:
    """What a walk said so far, by objective."""
    return {one.objective_id: one for one in _said(ObjectiveReview.review_id == review_id)}


def said_of(objective_id: int) -> list[Said]:
    """Every review of an objective, newest first; skips are left out."""
    return _said(ObjectiveReview.objective_id == objective_id, ObjectiveReview.colour != "")


def before(site_id: int, review_id: int) -> dict[int, Colour]:
    """The colour each objective of a site had in the review before this one, where it had one."""
    newest = (
        select(func.max(ObjectiveReview.id))
        .join(Objective, Objective.id == ObjectiveReview.objective_id)
        .where(
            Objective.site_id == site_id,
            ObjectiveReview.review_id < review_id,
            ObjectiveReview.colour != "",
        )
        .group_by(ObjectiveReview.objective_id)
    )
    rows = session().execute(
        select(ObjectiveReview.objective_id, ObjectiveReview.colour).where(
            ObjectiveReview.id.in_(newest)
        )
    )
    return {number: Colour(colour) for number, colour in rows}


def _walks(*conditions: ColumnElement[bool]) -> list[Walk]:
    rows = session().execute(
        select(PlanReview, Person.name)
        .join(Person, Person.id == PlanReview.begun_by_id)
        .where(*conditions)
        .order_by(PlanReview.id.desc())
        .limit(MOST_LISTED)
    )
    return [Walk(one.id, one.site_id, one.begun_on, name, one.ended_on) for one, name in rows]


def _said(*conditions: ColumnElement[bool]) -> list[Said]:
    rows = session().execute(
        select(ObjectiveReview, Person.name)
        .join(Person, Person.id == ObjectiveReview.reviewed_by_id)
        .where(*conditions)
        .order_by(ObjectiveReview.id.desc())
    )
    return [
        Said(
            one.objective_id,
            one.review_id,
            Colour(one.colour) if one.colour else None,
            one.words,
            one.next_on,
            one.closed,
            one.moved,
            one.reviewed_on,
            name,
            one.version,
        )
        for one, name in rows
    ]
