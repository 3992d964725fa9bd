"""Reads about trainers: lists, one with all licences, whose licence is about to expire."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.sites.models import Site
from app.sites.rules import Status
from app.training.models import Licence, SessionTrainer, Trainer, TrainingSession
from app.training.rules.licences import (
    ACTIVE_FOR,
    NOTICES,
    LicenceState,
    is_active,
    licence_state,
)
from app.training.rules.register import IN_HOUSE

PER_PAGE = 50
ACTIVE, QUIET, LEFT = "active", "quiet", "left"


@dataclass(frozen=True)
class Wanted:
    """What a list of trainers is narrowed to and how it is sorted; "" means any.

    `state` is a word of LicenceState, `standing` ACTIVE, QUIET (in post, taught nothing in the
    last 12 months) or LEFT.
    """

    q: str = ""
    state: str = ""
    standing: str = ""
    sort: str = "name"


@dataclass(frozen=True)
class TrainerRow:
    """A trainer; `expires_on` is the last day of the newest licence that was not withdrawn."""

    id: int
    site_id: int
    site_name: str
    site_slug: str
    name: str
    email: str
    left_on: date | None
    expires_on: date | None
    withdrawals: int
    delivered_on: date | None

    def state(self, today: date) -> LicenceState:
        """How the licence stands."""
        return licence_state(self.expires_on, withdrawn=self.withdrawals > 0, today=today)

    def is_active(self, today: date) -> bool:
        """Whether they taught in the last 12 months and are still there."""
        return is_active(self.delivered_on, self.left_on, today)


@dataclass(frozen=True)
class TrainerPage:
    """One page of trainers; `found` fit the filters."""

    rows: tuple[TrainerRow, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class LicenceRow:
    """One licence of a trainer."""

    id: int
    issued_on: date
    expires_on: date
    withdrawn_on: date | None
    withdrawn_reason: str


# Trainer by trainer: grouped, the rows of every site would be read for one.
_OF_TRAINER = Licence.trainer_id == Trainer.id
_EXPIRES = (
    select(func.max(Licence.expires_on))
    .where(_OF_TRAINER, Licence.withdrawn_on.is_(None))
    .correlate(Trainer)
    .scalar_subquery()
)
_WITHDRAWN = (
    select(func.count(Licence.withdrawn_on)).where(_OF_TRAINER).correlate(Trainer).scalar_subquery()
)
_DELIVERED = (
    select(func.max(TrainingSession.held_on))
    .join(SessionTrainer, TrainingSession.id == SessionTrainer.session_id)
    .where(
        SessionTrainer.trainer_id == Trainer.id,
        SessionTrainer.attended.is_(True),
        TrainingSession.course.in_(IN_HOUSE),
    )
    .correlate(Trainer)
    .scalar_subquery()
)
SORTS: dict[str, ColumnElement[Any]] = {
    "name": func.lower(Trainer.name),
    "site": func.lower(Site.name),
    "expires": _EXPIRES,
    "delivered": _DELIVERED,
}


def of_site(site_id: int, wanted: Wanted, today: date, page: int = 1) -> TrainerPage:
    """One page of a site's trainers; two statements."""
    return _listed([Trainer.site_id == site_id], wanted, today, page)


def everywhere(actor: Actor, wanted: Wanted, today: date, page: int = 1) -> TrainerPage:
    """One page of the trainers of every site whose training this person sees.

    Where it is asked what runs out, paused and stopped sites are left out.
    """
    scope = [reach(actor, Can.SEE_TRAINING, Trainer.site_id)]
    if wanted.state in (LicenceState.SOON, LicenceState.EXPIRED):
        scope.append(Site.status == Status.ACTIVE.value)
    return _listed(scope, wanted, today, page)


def all_of_site(site_id: int) -> tuple[TrainerRow, ...]:
    """Every trainer of a site by name, to choose from and to count."""
    return _rows(_selected().where(Trainer.site_id == site_id).order_by(func.lower(Trainer.name)))


def trainer(site_id: int, trainer_id: int) -> TrainerRow | None:
    """One trainer; None when there is none with this number at this site."""
    found = _rows(_selected().where(Trainer.site_id == site_id, Trainer.id == trainer_id))
    return found[0] if found else None


def licences(trainer_id: int) -> list[LicenceRow]:
    """Every licence of a trainer, newest first."""
    rows = session().execute(
        select(
            Licence.id,
            Licence.issued_on,
            Licence.expires_on,
            Licence.withdrawn_on,
            Licence.withdrawn_reason,
        )
        .where(Licence.trainer_id == trainer_id)
        .order_by(Licence.issued_on.desc(), Licence.id.desc())
    )
    return [LicenceRow(*row) for row in rows]


def _listed(
    scope: list[ColumnElement[bool]], wanted: Wanted, today: date, page: int
) -> TrainerPage:
    conditions = [*scope, *_conditions(wanted, today)]
    counted = _joined(select(func.count())).where(*conditions)
    found = session().scalar(counted) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    by = SORTS.get(wanted.sort.removeprefix("-"), SORTS["name"])
    by = by.desc() if wanted.sort.startswith("-") else by.asc()
    chosen = _selected().where(*conditions).order_by(by.nulls_last(), SORTS["name"], Trainer.id)
    return TrainerPage(
        _rows(chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE)), found, page, pages
    )


def _joined(chosen: Select[Any]) -> Select[Any]:
    return chosen.select_from(Trainer).join(Site, Site.id == Trainer.site_id)


def _selected() -> Select[Any]:
    return _joined(
        select(
            Trainer.id,
            Trainer.site_id,
            Site.name,
            Site.slug,
            Trainer.name,
            Trainer.email,
            Trainer.left_on,
            _EXPIRES,
            _WITHDRAWN,
            _DELIVERED,
        )
    )


def _rows(chosen: Select[Any]) -> tuple[TrainerRow, ...]:
    return tuple(TrainerRow(*row) for row in session().execute(chosen))


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(Trainer.name.icontains(wanted.q, autoescape=True))
    if wanted.state:
        found.append(_in_state(LicenceState(wanted.state), today))
    if wanted.standing:
        found.append(_standing(wanted.standing, today))
    return found


def _in_state(state: LicenceState, today: date) -> ColumnElement[bool]:
    expires, soon = _EXPIRES, today + timedelta(days=max(NOTICES))
    withdrawn = _WITHDRAWN
    conditions: dict[LicenceState, ColumnElement[bool]] = {
        LicenceState.GOOD: expires > soon,
        LicenceState.SOON: expires.between(today, soon),
        LicenceState.EXPIRED: expires < today,
        LicenceState.WITHDRAWN: and_(expires.is_(None), withdrawn > 0),
        LicenceState.NONE: and_(expires.is_(None), withdrawn == 0),
    }
    return conditions[state]


def _standing(standing: str, today: date) -> ColumnElement[bool]:
    there = or_(Trainer.left_on.is_(None), Trainer.left_on >= today)
    on, since = _DELIVERED, today - ACTIVE_FOR
    if standing == LEFT:
        return Trainer.left_on < today
    if standing == ACTIVE:
        return and_(there, on >= since)
    return and_(there, or_(on.is_(None), on < since))
