"""Pauses by the day they end, and what the register of authorities says anew of active sites."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from app.core.clock import first_moment, in_london
from app.core.db import session
from app.core.due import Due
from app.core.words import day
from app.sites.models import Site
from app.sites.rules import Status
from app.standing.models import StatusDeclaration
from app.standing.queries.events import registered_between
from app.standing.queries.statuses import LATEST
from app.standing.rules import when_in_words


def due(first: date, last: date) -> list[Due]:
    """What stands due on a day from one to another; at most three statements. A pause is the one
    thing that falls due at a paused site."""
    return [*_pauses(first, last), *_registered(first, last)]


def _pauses(first: date, last: date) -> Iterator[Due]:
    """Pauses that nobody ended or made longer."""
    rows = session().execute(
        select(StatusDeclaration.id, StatusDeclaration.until, Site.id, Site.slug)
        .join(Site, StatusDeclaration.id == LATEST)
        .where(
            Site.status == Status.PAUSED.value,
            StatusDeclaration.status == Status.PAUSED.value,
            StatusDeclaration.until.between(first, last),
        )
    )
    for number, until, site_id, slug in rows:
        if until is not None:
            yield Due(
                "standing",
                f"pause:{number}",
                site_id,
                f"Pause until {day(until)}",
                until,
                f"/sites/{slug}/status/change",
                phase="pause",
            )


def _registered(first: date, last: date) -> Iterator[Due]:
    """Mergers, splits and successions of their authorities, by the day they were recorded."""
    between = (first_moment(first), first_moment(last + timedelta(days=1)))
    for row, slug in registered_between(*between):
        yield Due(
            "standing",
            f"register:{row.reorganisation_id}:{row.site_id}",
            row.site_id,
            row.title,
            in_london(row.entered_at).date(),
            f"/sites/{slug}/events",
            phase="register",
            detail=f"In force {when_in_words(row.dates.in_force)}.",
        )
