"""Reads about the assessment: who may take it, tries, answers. Names stay in the authority."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import Person
from app.core.db import session
from app.instruments import queries as instruments
from app.instruments.models import InstrumentVersion
from app.instruments.queries import VersionRef
from app.instruments.rules import Instrument
from app.sites.models import Site
from app.training.models import (
    AssessmentInvitation,
    Attempt,
    AttemptAnswer,
    RegisterEntry,
    SessionPlace,
    SessionTrainer,
    Trainer,
    TrainingSession,
)
from app.training.rules.assessment import Opening, Try
from app.training.rules.register import FOR_TRAINERS, IN_HOUSE
from app.training.rules.sessions import SessionStatus

QUIZ = "quiz"


@dataclass(frozen=True)
class AttemptRef:
    """One try with the version it stays on."""

    id: int
    site_id: int
    person_id: int
    number: int
    session_id: int | None
    version_id: int
    content_hash: str
    quiz_version: int
    handed_in_at: datetime | None
    right: int | None
    asked: int | None
    passed: bool | None

    def instrument(self) -> Instrument:
        """The questions, as they were when the try began."""
        return instruments.instrument(self.version_id, self.content_hash)


def newest_quiz() -> tuple[VersionRef, Instrument] | None:
    """The quiz that a new try begins with."""
    found = instruments.newest(QUIZ)
    return None if found is None else (found, instruments.instrument(found.id, found.content_hash))


def openings(person_id: int, sites: Collection[int]) -> dict[int, list[Opening]]:
    """What lets somebody take the assessment, by site; three statements.

    The register names no account, so that somebody attended whose entry has the name of the
    account, as it stands in the same authority; trainers are known by their address.
    """
    found: dict[int, list[Opening]] = {number: [] for number in sites}
    for site_id, session_id, held_on in [*_attended(person_id, sites), *_taught(person_id, sites)]:
        found[site_id].append(Opening(_begin(held_on), session_id))
    invited = session().execute(
        select(
            AssessmentInvitation.site_id,
            AssessmentInvitation.session_id,
            AssessmentInvitation.invited_at,
        ).where(
            AssessmentInvitation.person_id == person_id, AssessmentInvitation.site_id.in_(sites)
        )
    )
    for site_id, about, invited_at in invited:
        found[site_id].append(Opening(invited_at, about, invited=True))
    return found


def tries(person_id: int, sites: Collection[int]) -> dict[int, list[Try]]:
    """The tries of somebody, by site, in their order; one statement."""
    found: dict[int, list[Try]] = {number: [] for number in sites}
    rows = session().execute(
        select(
            Attempt.site_id,
            Attempt.id,
            Attempt.number,
            Attempt.started_at,
            Attempt.handed_in_at,
            Attempt.passed,
        )
        .where(Attempt.person_id == person_id, Attempt.site_id.in_(sites))
        .order_by(Attempt.number)
    )
    for site_id, number, nth, started_at, handed_in_at, passed in rows:
        found[site_id].append(Try(number, nth, started_at, handed_in_at, passed))
    return found


def attempt(attempt_id: int, person_id: int, sites: Collection[int]) -> AttemptRef | None:
    """A try of this person at one of these sites; nobody opens that of another."""
    chosen: Select[*tuple[Any, ...]] = select(
        Attempt.id,
        Attempt.site_id,
        Attempt.person_id,
        Attempt.number,
        Attempt.session_id,
        Attempt.instrument_version_id,
        InstrumentVersion.content_hash,
        InstrumentVersion.version,
        Attempt.handed_in_at,
        Attempt.right,
        Attempt.asked,
        Attempt.passed,
    )
    rows = session().execute(
        chosen.join(InstrumentVersion, InstrumentVersion.id == Attempt.instrument_version_id).where(
            Attempt.id == attempt_id, Attempt.person_id == person_id, Attempt.site_id.in_(sites)
        )
    )
    found = rows.first()
    return None if found is None else AttemptRef(*found)


def site_names(sites: Collection[int]) -> dict[int, str]:
    """The names of sites, by number, in the order of the names."""
    rows = session().execute(
        select(Site.id, Site.name).where(Site.id.in_(sites)).order_by(func.lower(Site.name))
    )
    return {number: name for number, name in rows}


def answers(attempt_id: int) -> Mapping[str, tuple[str, ...]]:
    """What was chosen, by question."""
    rows = session().execute(
        select(AttemptAnswer.item_id, AttemptAnswer.chosen).where(
            AttemptAnswer.attempt_id == attempt_id
        )
    )
    return {item_id: tuple(chosen) for item_id, chosen in rows}


def _attended(person_id: int, sites: Collection[int]) -> list[tuple[int, int, date]]:
    name = select(func.lower(Person.name)).where(Person.id == person_id).scalar_subquery()
    rows = session().execute(
        select(TrainingSession.site_id, TrainingSession.id, TrainingSession.held_on)
        .join(SessionPlace, SessionPlace.session_id == TrainingSession.id)
        .join(RegisterEntry, RegisterEntry.id == SessionPlace.entry_id)
        .where(
            TrainingSession.site_id.in_(sites),
            TrainingSession.status == SessionStatus.HELD,
            TrainingSession.course.in_(IN_HOUSE),
            SessionPlace.attended.is_(True),
            func.lower(RegisterEntry.name) == name,
        )
    )
    return [(site_id, number, on) for site_id, number, on in rows]


def _taught(person_id: int, sites: Collection[int]) -> list[tuple[int, int, date]]:
    """Training for trainers that somebody came to."""
    address = select(func.lower(Person.email)).where(Person.id == person_id).scalar_subquery()
    rows = session().execute(
        select(TrainingSession.site_id, TrainingSession.id, TrainingSession.held_on)
        .join(SessionTrainer, SessionTrainer.session_id == TrainingSession.id)
        .join(Trainer, Trainer.id == SessionTrainer.trainer_id)
        .where(
            TrainingSession.site_id.in_(sites),
            TrainingSession.status == SessionStatus.HELD,
            TrainingSession.course.in_(FOR_TRAINERS),
            SessionTrainer.attended.is_(True),
            func.lower(Trainer.email) == address,
        )
    )
    return [(site_id, number, on) for site_id, number, on in rows]


def _begin(on: date) -> datetime:
    return datetime.combine(on, time(0), UTC)
