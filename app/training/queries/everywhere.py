"""Coverage of every site side by side: counts worked out by the database, no name read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from app.access.actor import Actor
from app.access.filters import reach
from app.access.policy import Can
from app.core.db import session
from app.sites.models import Site
from app.sites.queries.staffing import led_by
from app.training.models import (
    Licence,
    RegisterEntry,
    SessionTrainer,
    Team,
    Trained,
    Trainer,
    TrainingSession,
)
from app.training.rules.coverage import LINE
from app.training.rules.licences import ACTIVE_FOR
from app.training.rules.register import IN_HOUSE, MAKES_TRAINED, StaffRole

PER_PAGE = 50
BELOW, REACHED, UNKNOWN = "below", "reached", "no-teams"
STATES = (BELOW, REACHED, UNKNOWN)


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to: words in the name, a word of STATES; "" means any."""

    q: str = ""
    state: str = ""
    mine: str = ""
    sort: str = "practitioners"


@dataclass(frozen=True)
class SiteRow:
    """A site: how many are to be trained and how many of them are, trainers, the next licence
    to expire."""

    slug: str
    name: str
    practitioners: int
    practitioners_covered: int
    managers: int
    managers_covered: int
    active_trainers: int
    expires_on: date | None

    @property
    def practitioners_percent(self) -> float | None:
        """100 × covered ÷ intended; None where nobody is meant to be trained."""
        return _percent(self.practitioners_covered, self.practitioners)

    @property
    def managers_percent(self) -> float | None:
        """The same for managers."""
        return _percent(self.managers_covered, self.managers)


@dataclass(frozen=True)
class SitePage:
    """One page of sites; `found` fit the filters."""

    rows: tuple[SiteRow, ...]
    found: int
    page: int
    pages: int


SORTS = ("site", "practitioners", "managers", "trainers", "expires")


def sites(actor: Actor, wanted: Wanted, today: date, page: int = 1) -> SitePage:
    """One page of the sites whose training this person sees; two statements."""
    sums, taught, ends = _sums(today), _active(today), _ends(today)
    conditions = _conditions(actor, wanted, sums)
    counted = select(func.count()).select_from(Site).where(*conditions)
    if wanted.state:  # without it no sum decides what is counted
        counted = counted.outerjoin(sums, sums.c.site_id == Site.id)
    found = session().scalar(counted) or 0
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    by = _orders(sums, taught, ends)[wanted.sort.removeprefix("-")]
    by = by.desc() if wanted.sort.startswith("-") else by.asc()
    chosen = _joined(
        select(
            Site.slug,
            Site.name,
            func.coalesce(sums.c.practitioners, 0),
            func.coalesce(sums.c.practitioners_covered, 0),
            func.coalesce(sums.c.managers, 0),
            func.coalesce(sums.c.managers_covered, 0),
            func.coalesce(taught.c.active, 0),
            ends.c.expires_on,
        ),
        sums,
        taught,
        ends,
    )
    rows = session().execute(
        chosen.where(*conditions)
        .order_by(by.nulls_last(), func.lower(Site.name), Site.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return SitePage(tuple(SiteRow(*row) for row in rows), found, page, pages)


def _percent(covered: int, intended: int) -> float | None:
    return 100 * covered / intended if intended else None


def _trained_by_team(role: StaffRole, today: date) -> Subquery:
    """Trained people of a role who are in post, by team."""
    is_trained = (
        select(Trained.id)
        .where(
            Trained.entry_id == RegisterEntry.id,
            Trained.course.in_(MAKES_TRAINED),
            Trained.trained_on <= today,
        )
        .exists()
    )
    return (
        select(RegisterEntry.team_id, func.count().label("people"))
        .where(
            RegisterEntry.role == role.value,
            or_(RegisterEntry.started_on.is_(None), RegisterEntry.started_on <= today),
            or_(RegisterEntry.left_on.is_(None), RegisterEntry.left_on >= today),
            is_trained,
        )
        .group_by(RegisterEntry.team_id)
        .subquery()
    )


def _sums(today: date) -> Subquery:
    """By site: to be trained, and covered; in each team at most the number to be trained counts."""
    practitioners = _trained_by_team(StaffRole.PRACTITIONER, today)
    managers = _trained_by_team(StaffRole.MANAGER, today)

    def covered(people: ColumnElement[int], intended: ColumnElement[int]) -> ColumnElement[int]:
        here = func.coalesce(people, 0)
        return func.sum(case((here < intended, here), else_=intended))

    return (
        select(
            Team.site_id,
            func.sum(Team.practitioners).label("practitioners"),
            covered(practitioners.c.people, Team.practitioners.expression).label(
                "practitioners_covered"
            ),
            func.sum(Team.managers).label("managers"),
            covered(managers.c.people, Team.managers.expression).label("managers_covered"),
        )
        .outerjoin(practitioners, practitioners.c.team_id == Team.id)
        .outerjoin(managers, managers.c.team_id == Team.id)
        .group_by(Team.site_id)
        .subquery()
    )


def _active(today: date) -> Subquery:
    """By site: trainers who are there and taught in the last 12 months."""
    return (
        select(Trainer.site_id, func.count(Trainer.id.distinct()).label("active"))
        .join(SessionTrainer, SessionTrainer.trainer_id == Trainer.id)
        .join(TrainingSession, TrainingSession.id == SessionTrainer.session_id)
        .where(
            SessionTrainer.attended.is_(True),
            TrainingSession.course.in_(IN_HOUSE),
            TrainingSession.held_on >= today - ACTIVE_FOR,
            or_(Trainer.left_on.is_(None), Trainer.left_on >= today),
        )
        .group_by(Trainer.site_id)
        .subquery()
    )


def _ends(today: date) -> Subquery:
    """By site: the first day on which the licence of a trainer who is there ends."""
    last = (
        select(Licence.trainer_id, func.max(Licence.expires_on).label("expires_on"))
        .where(Licence.withdrawn_on.is_(None))
        .group_by(Licence.trainer_id)
        .subquery()
    )
    return (
        select(Trainer.site_id, func.min(last.c.expires_on).label("expires_on"))
        .join(last, last.c.trainer_id == Trainer.id)
        .where(last.c.expires_on >= today, or_(Trainer.left_on.is_(None), Trainer.left_on >= today))
        .group_by(Trainer.site_id)
        .subquery()
    )


def _joined(chosen: Select[Any], sums: Subquery, taught: Subquery, ends: Subquery) -> Select[Any]:
    return (
        chosen.select_from(Site)
        .outerjoin(sums, sums.c.site_id == Site.id)
        .outerjoin(taught, taught.c.site_id == Site.id)
        .outerjoin(ends, ends.c.site_id == Site.id)
    )


def _orders(sums: Subquery, taught: Subquery, ends: Subquery) -> dict[str, ColumnElement[Any]]:
    def share(covered: ColumnElement[int], intended: ColumnElement[int]) -> ColumnElement[Any]:
        return covered * 100.0 / func.nullif(intended, 0)

    return {
        "site": func.lower(Site.name),
        "practitioners": share(sums.c.practitioners_covered, sums.c.practitioners),
        "managers": share(sums.c.managers_covered, sums.c.managers),
        "trainers": func.coalesce(taught.c.active, 0),
        "expires": ends.c.expires_on,
    }


def _conditions(actor: Actor, wanted: Wanted, sums: Subquery) -> list[ColumnElement[bool]]:
    found = [reach(actor, Can.SEE_TRAINING, Site.id)]
    if wanted.q:
        found.append(Site.name.icontains(wanted.q, autoescape=True))
    if wanted.mine:
        found.append(led_by(actor.id))
    low = or_(
        sums.c.practitioners_covered * 100 < sums.c.practitioners * LINE,
        sums.c.managers_covered * 100 < sums.c.managers * LINE,
    )
    states: dict[str, ColumnElement[bool]] = {
        BELOW: low,
        REACHED: and_(sums.c.site_id.is_not(None), ~low),
        UNKNOWN: sums.c.site_id.is_(None),
    }
    if wanted.state:
        found.append(states[wanted.state])
    return found
