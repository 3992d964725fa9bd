"""Where one person of a site is asked to rate and has not handed in."""

from dataclasses import dataclass

from sqlalchemy import select

from app.assessments.models import Rater, Round
from app.assessments.rules import RoundState
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion


@dataclass(frozen=True)
class AskedRound:
    """An open round in which somebody is asked; never what they answered."""

    id: int
    slug: str
    title: str


def asked_of(site_id: int, person_id: int) -> tuple[AskedRound, ...]:
    """The open rounds of a site in which a person rates and has not handed in; one statement, and
    one for each instrument that was not read before."""
    rows = session().execute(
        select(
            Round.id,
            Round.slug,
            Round.number,
            Round.instrument_version_id,
            InstrumentVersion.content_hash,
        )
        .join(Rater, Rater.round_id == Round.id)
        .join(Round.instrument_version)
        .where(
            Round.site_id == site_id,
            Round.state == RoundState.OPEN.value,
            Rater.person_id == person_id,
            Rater.submitted_at.is_(None),
            Rater.withdrawn_at.is_(None),
        )
        .order_by(Round.id)
    )
    return tuple(
        AskedRound(
            number, slug, f"{instruments.instrument(version, kept).short_title}, round {nth}"
        )
        for number, slug, nth, version, kept in rows
    )
