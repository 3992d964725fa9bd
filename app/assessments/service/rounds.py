"""Writes about a round as a whole: opening it, moving its dates, sending it back."""

from datetime import date

from sqlalchemy import func, select, update

from app.assessments.models import Rater, Room, Round
from app.assessments.queries import RoundRef
from app.assessments.rules import RoundState
from app.assessments.service.refusals import NotOpen, RoundUnderWay
from app.core import audit, clock
from app.core.db import session
from app.core.words import day
from app.instruments.queries import VersionRef, instrument
from app.sites.models import Site


def _under_way(site_id: int, code: str) -> str | None:
    return session().scalar(
        select(Round.slug).where(
            Round.site_id == site_id,
            Round.code == code,
            Round.state != RoundState.SIGNED_OFF,
        )
    )


def under_way_of(found: RoundRef) -> None:
    """Raise RoundUnderWay where another round of the instrument is not signed off yet."""
    if (slug := _under_way(found.site_id, found.instrument.code)) is not None:
        raise RoundUnderWay(slug)


def open_round(
    site_id: int, version: VersionRef, *, opens_on: date, closes_on: date, opened_by: int
) -> str:
    """Open a round of an instrument at a site; returns its address part.

    Raises RoundUnderWay while an earlier one of the same instrument is not signed off.
    """
    session().get_one(Site, site_id, with_for_update=True)  # two at once: one after the other
    if (slug := _under_way(site_id, version.code)) is not None:
        raise RoundUnderWay(slug)
    last = session().scalar(
        select(func.max(Round.number)).where(Round.site_id == site_id, Round.code == version.code)
    )
    number = (last or 0) + 1
    short = instrument(version.id, version.content_hash).short_title
    audit.because(
        "round opened",
        summary=f"{short}, round {number}, opened, to be finished by {day(closes_on)}.",
        site_id=site_id,
    )
    row = Round(
        site_id=site_id,
        instrument_version_id=version.id,
        code=version.code,
        number=number,
        slug=f"{version.code}-{number}",
        state=RoundState.OPEN,
        opened_by_id=opened_by,
        opened_at=clock.now(),
        opens_on=opens_on,
        closes_on=closes_on,
    )
    session().add(row)
    session().flush()
    return row.slug


def move_dates(found: RoundRef, closes_on: date, reason: str) -> None:
    """Move the day to finish by; the reason is kept in the site's history.

    Needs the round locked for writing. Raises NotOpen once it is signed off.
    """
    if found.state is RoundState.SIGNED_OFF:
        raise NotOpen(found.title)
    if closes_on == found.closes_on:
        return
    audit.because(
        "round moved",
        summary=f"{found.title}: to be finished by {day(closes_on)} instead of "
        f"{day(found.closes_on)}.",
        site_id=found.site_id,
        reason=reason,
    )
    found.row.closes_on = closes_on
    session().flush()


def send_back(found: RoundRef) -> None:
    """Open what waits for sign-off again: the room where there was one, else the answers."""
    if found.state is not RoundState.SUBMITTED:
        return
    audit.because(
        "round sent back", summary=f"{found.title}, sent back for changes.", site_id=found.site_id
    )
    open_again(found)


def open_again(found: RoundRef) -> None:
    """Back to where answers change: the room, or the one rater's own."""
    if found.has_room:
        session().execute(
            update(Room).where(Room.round_id == found.id).values(closed_at=None, tick=Room.tick + 1)
        )
        found.row.state = RoundState.IN_ROOM
    else:
        for rater in session().scalars(select(Rater).where(Rater.round_id == found.id)):
            rater.submitted_at = None
        found.row.state = RoundState.OPEN
    session().flush()
