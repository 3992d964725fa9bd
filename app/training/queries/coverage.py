"""What coverage is worked out from; no statement here reads a name."""

from sqlalchemy import and_, func, select

from app.core.db import session
from app.training.models import RegisterEntry, Team, Trained
from app.training.rules.coverage import Headcount, Post
from app.training.rules.register import MAKES_TRAINED, StaffRole


def headcounts(site_id: int) -> list[Headcount]:
    """The teams of a site with their intended numbers, by name; one statement."""
    rows = session().execute(
        select(Team.id, Team.name, Team.practitioners, Team.managers)
        .where(Team.site_id == site_id)
        .order_by(func.lower(Team.name), Team.id)
    )
    return [Headcount(*row) for row in rows]


def posts(site_id: int) -> list[Post]:
    """Everybody who ever was on the register, without names; one statement."""
    counts = and_(Trained.entry_id == RegisterEntry.id, Trained.course.in_(MAKES_TRAINED))
    rows = session().execute(
        select(
            RegisterEntry.team_id,
            RegisterEntry.role,
            RegisterEntry.started_on,
            RegisterEntry.left_on,
            func.min(Trained.trained_on),
        )
        .outerjoin(Trained, counts)
        .where(RegisterEntry.site_id == site_id)
        .group_by(RegisterEntry.id)
    )
    return [
        Post(team, StaffRole(role), started, left, trained)
        for team, role, started, left, trained in rows
    ]
