"""Actions, routes, answers and reviews of plans by their days, at every active site."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from app.core.db import session
from app.core.due import Due
from app.core.words import count
from app.plans.models import Action, Objective, Route
from app.plans.queries.routes import AWAITED
from app.plans.rules import OPEN, Side
from app.plans.rules.objectives import ObjectiveStatus
from app.plans.rules.routes import Frequency, next_use
from app.sites.models import Site
from app.sites.rules import Status


def due(first: date, last: date) -> list[Due]:
    """What plans have due on a day from one to another; three statements."""
    return [*_actions(first, last), *_routes(first, last), *_reviews(first, last)]


def _actions(first: date, last: date) -> Iterator[Due]:
    """Open actions. One of the NSPCC that nobody was given is the lead's."""
    rows = session().execute(
        select(
            Action.id,
            Action.site_id,
            Action.title,
            Action.due_on,
            Action.owner_id,
            Action.owner_name,
            Action.side,
            Site.slug,
            Site.lead_id,
        )
        .join(Site, Site.id == Action.site_id)
        .where(
            Site.status == Status.ACTIVE.value,
            Action.status.in_(OPEN),
            Action.due_on.between(first, last),
        )
    )
    for number, site_id, title, on, owner, name, side, slug, lead in rows:
        personal = owner or (lead if side == Side.NSPCC.value else None)
        yield Due(
            "actions",
            f"action:{number}",
            site_id,
            title,
            on,
            f"/sites/{slug}/plan/actions/{number}",
            owner_ids=(personal,) if personal else (),
            turn=on.toordinal(),
            detail=f"To be done by {name}." if name and not owner else "",
        )


def _routes(first: date, last: date) -> Iterator[Due]:
    """Routes that should be used, and answers to them that should come."""
    rows = session().execute(
        select(
            Route.id,
            Route.site_id,
            Route.sender,
            Route.receiver,
            Route.content,
            Route.frequency,
            Route.begins_on,
            Route.last_used_on,
            AWAITED,
            Site.slug,
        )
        .join(Site, Site.id == Route.site_id)
        .where(Route.stopped_on.is_(None), Site.status == Status.ACTIVE.value)
    )
    for number, site_id, sender, receiver, content, often, begins, used, reply_by, slug in rows:
        title = f"{sender} to {receiver}: {content}"
        path = f"/sites/{slug}/plan/communication/{number}"
        for what, on in (
            ("use", next_use(Frequency(often), begins, used)),
            ("reply", reply_by),
        ):
            if on is not None and first <= on <= last:
                yield Due(
                    "communication",
                    f"route-{what}:{number}",
                    site_id,
                    title if what == "use" else f"Answer to “{title}”",
                    on,
                    path,
                    phase=what,
                    turn=on.toordinal(),
                )


def _reviews(first: date, last: date) -> Iterator[Due]:
    """Reviews of plans, by the first day on which an objective should be looked at."""
    since = func.min(Objective.next_review_on)
    rows = session().execute(
        select(Site.id, Site.slug, since, func.count(Objective.next_review_on))
        .join(Objective, Objective.site_id == Site.id)
        .where(
            Site.status == Status.ACTIVE.value,
            Objective.status == ObjectiveStatus.OPEN.value,
            Objective.next_review_on <= last,
        )
        .group_by(Site.id, Site.slug)
        .having(since >= first)
    )
    for number, slug, on, objectives in rows:
        if on is None:
            continue
        yield Due(
            "reviews",
            f"review:{number}",
            number,
            f"Review of the plan: {count(objectives, 'objective')} to look at",
            on,
            f"/sites/{slug}/plan/review",
            turn=on.toordinal(),
        )
