"""Rounds to answer, to finish and to sign off, and answers nobody went on with, at every site."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from app.assessments.models import Rater, Room, Round, SavedAnswer
from app.assessments.queries.awaited import UNDER_WAY, Awaited, OpenRound, awaited, open_rounds
from app.assessments.queries.raters import belongs_here
from app.assessments.rules import RoundState
from app.core.clock import first_moment, in_london
from app.core.db import session
from app.core.due import Due
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.sites.models import Site
from app.sites.rules import Status

UNTOUCHED = timedelta(days=14)


def due(first: date, last: date) -> list[Due]:
    """What rounds have due on a day from one to another; at most five statements."""
    rounds = open_rounds(first, last)
    missing = awaited(one for one in rounds if one.state is RoundState.OPEN) if rounds else {}
    return [
        *(one for found in rounds for one in _rated(found, missing.get(found.id, ()))),
        *(_finished(found, missing.get(found.id, ())) for found in rounds),
        *_signed_off(first, last),
        *_drafts(first, last),
    ]


def _path(one: OpenRound) -> str:
    return f"/sites/{one.site_slug}/assessments/{one.slug}"


def _rated(one: OpenRound, missing: Sequence[Awaited]) -> Iterator[Due]:
    """One for each rater who has not handed in."""
    for rater in missing:
        yield Due(
            "assessments",
            f"rater:{one.id}:{rater.person_id}",
            one.site_id,
            f"Your answers to the {one.instrument.title}, round {one.number}",
            one.closes_on,
            _path(one),
            phase="rate",
            owner_ids=(rater.person_id,),
            turn=one.closes_on.toordinal(),
            detail=_how_far(rater.begun, len(one.instrument.items), one.instrument.minutes),
            since=rater.told_at,
        )


def _how_far(begun: int, of: int, minutes: int) -> str:
    if not begun:
        return f"{of} statements, about {minutes} minutes."
    if begun == of:
        return f"All {of} statements are answered: read them once more and hand in."
    return f"{begun} of {of} statements are answered and saved."


def _finished(one: OpenRound, missing: Sequence[Awaited]) -> Due:
    """The round as a whole, with who is waited for."""
    done, asked = one.answering.handed_in, one.answering.asked
    if one.state is RoundState.IN_ROOM:
        detail = "The consensus room is open; what is agreed there goes to sign-off."
    elif not asked:
        detail = "Nobody is asked yet."
    elif done == asked:
        detail = "Everybody who was asked has handed in: find a time for the consensus room."
    else:
        names = ", ".join(rater.name for rater in missing)
        detail = f"{done} of {asked} people handed in." + (f" Not yet: {names}." if names else "")
    return Due(
        "assessments",
        f"round:{one.id}",
        one.site_id,
        one.title,
        one.closes_on,
        _path(one),
        phase="finish",
        turn=one.closes_on.toordinal(),
        detail=detail,
    )


def _signed_off(first: date, last: date) -> Iterator[Due]:
    """Rounds that wait for sign-off, by the day they were handed over."""
    over = func.coalesce(func.max(Room.closed_at), func.max(Rater.submitted_at))
    rows = session().execute(
        select(Round, InstrumentVersion.content_hash, Site.slug, over)
        .join(Round.site)
        .join(Round.instrument_version)
        .outerjoin(Room, Room.round_id == Round.id)
        .outerjoin(Rater, Rater.round_id == Round.id)
        .where(Site.status == Status.ACTIVE.value, Round.state == RoundState.SUBMITTED.value)
        .group_by(Round.id, InstrumentVersion.content_hash, Site.slug)
        .having(over >= first_moment(first))
        .having(over < first_moment(last + timedelta(days=1)))
    )
    for row, content_hash, slug, handed_over in rows:
        if handed_over is None:
            continue
        instrument = instruments.instrument(row.instrument_version_id, content_hash)
        yield Due(
            "assessments",
            f"sign-off:{row.id}",
            row.site_id,
            f"{instrument.short_title}, round {row.number}, to sign off",
            in_london(handed_over).date(),
            f"/sites/{slug}/assessments/{row.slug}",
            phase="sign-off",
            turn=in_london(handed_over).toordinal(),
        )


def _drafts(first: date, last: date) -> Iterator[Due]:
    """Answers that were begun and not gone on with for two weeks."""
    saved_at = func.max(SavedAnswer.saved_at)
    rows = session().execute(
        select(Rater.id, Rater.person_id, Round, InstrumentVersion.content_hash, Site.slug)
        .add_columns(saved_at)
        .join(Round, Round.id == Rater.round_id)
        .join(Round.site)
        .join(Round.instrument_version)
        .join(SavedAnswer, SavedAnswer.rater_id == Rater.id)
        .where(
            Site.status == Status.ACTIVE.value,
            Round.state == UNDER_WAY[0],
            Rater.submitted_at.is_(None),
            Rater.withdrawn_at.is_(None),
            belongs_here(),
        )
        .group_by(Rater.id, Round.id, InstrumentVersion.content_hash, Site.slug)
        .having(saved_at >= first_moment(first - UNTOUCHED))
        .having(saved_at < first_moment(last - UNTOUCHED + timedelta(days=1)))
    )
    for number, person_id, row, content_hash, slug, saved in rows:
        instrument = instruments.instrument(row.instrument_version_id, content_hash)
        on = in_london(saved).date() + UNTOUCHED
        yield Due(
            "drafts",
            f"answers:{number}",
            row.site_id,
            f"Your answers to the {instrument.title}, round {row.number}",
            on,
            f"/sites/{slug}/assessments/{row.slug}",
            owner_ids=(person_id,),
            turn=on.toordinal(),
        )
